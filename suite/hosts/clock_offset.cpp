#include "suite/hosts/clock_offset.hpp"

#include <algorithm>

namespace tiga::suite::hosts {

ClockEstimate clock_offset(std::span<const ClockExchange> exchanges) {
  const auto round_trip = [](const ClockExchange& exchange) {
    return exchange.answered - exchange.asked;
  };
  const ClockExchange& best = *std::ranges::min_element(exchanges, {}, round_trip);
  // Rounded up, so that the bound holds for odd round trips too.
  const common::Nanoseconds half = (round_trip(best) + common::Nanoseconds(1)) / 2;
  return {best.theirs - (best.asked + half), half};
}

}  // namespace tiga::suite::hosts
