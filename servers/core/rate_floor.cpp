#include "servers/core/rate_floor.hpp"

namespace tiga::servers::core {

common::TimePoint Transfer::due(const RateFloor& floor) const {
  using std::chrono::nanoseconds;
  using std::chrono::seconds;
  constexpr std::uint64_t for_ever = 1'000'000'000;  // seconds; far from what a TimePoint can hold
  constexpr std::uint64_t nanoseconds_each = 1'000'000'000;
  if (!floor.holds()) {
    return common::TimePoint::max();
  }
  const std::uint64_t moved = octets_ - before_;
  const std::uint64_t whole = std::min(moved / floor.octets_per_second, for_ever);
  const std::uint64_t part =
      moved % floor.octets_per_second * nanoseconds_each / floor.octets_per_second;
  return began_ + floor.grace + seconds(whole) + nanoseconds(part);
}

}  // namespace tiga::servers::core
