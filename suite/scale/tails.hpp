// What a simulation adds to the analysis: service that does not vary, and tails.
#pragma once

#include <cstdint>
#include <optional>

#include "queueing/simulation.hpp"
#include "suite/scale/model.hpp"

namespace tiga::suite::scale {

/// Rounds a second of so many customers if no service time varied and equal stations were visited
/// in turn; nothing if that takes too many events (queueing::SimulationOrder).
std::optional<double> regular_throughput(const queueing::Network& network, std::uint64_t customers);

/// Requests that each need the answers of several backends.
struct FanOutTail {
  std::uint32_t answers = 1;
  double limit = 0;  ///< of such requests a second
  /// At half of that limit; nothing if that takes too many events.
  std::optional<queueing::Simulated> simulated;
};

/// A balancer that asks `answers` backends at once, each another one as far as there are so many,
/// and passes the request's reply on when the last has answered. It works as for that many
/// requests, each backend as for one. Service is exponential, of the balancer the sum of its parts;
/// delays do not vary, nor do backends whose handlers sleep; clients pause between requests, so
/// that the busiest station is half busy.
FanOutTail tail_of(const plan::Arm& arm, const Demands& demands, const Scale& scale,
                   std::uint32_t answers);

}  // namespace tiga::suite::scale
