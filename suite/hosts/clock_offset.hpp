// How far the clock of another host is from this one's, from messages that were exchanged.
#pragma once

#include <span>

#include "common/clock.hpp"

namespace tiga::suite::hosts {

/// A question to another host for its clock, and the answer.
struct ClockExchange {
  common::Nanoseconds asked;     ///< our clock when the question was sent
  common::Nanoseconds theirs;    ///< their clock when they answered
  common::Nanoseconds answered;  ///< our clock when the answer was there
};

/// Their clock minus ours, and how far that may be wrong.
struct ClockEstimate {
  common::Nanoseconds offset{0};
  common::Nanoseconds bound{0};
};

/// From the exchange with the shortest round trip: they answered at some moment of it, so its
/// middle is wrong by at most half of it, however the two ways differ (Cristian 1989,
/// "Probabilistic clock synchronization"). Pure. At least one exchange.
ClockEstimate clock_offset(std::span<const ClockExchange> exchanges);

}  // namespace tiga::suite::hosts
