// What one run of a load generator is to send.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "suite/plan/arm.hpp"

namespace tiga::suite::measure {

/// What to send where, beside what the plan says of each request.
struct LoadOrder {
  std::string url = {};
  std::uint64_t requests = 0;  ///< wrk does not count them
  std::uint64_t concurrency = 0;
  std::optional<double> rate =
      {};  ///< requests a second, whatever the server does; none: closed loop
  std::uint32_t time_limit_s =
      0;  ///< it ends then, and what is in flight is abandoned; 0: no limit
  plan::Generator generator = plan::Generator::loadgen;
  /// On CLOCK_MONOTONIC of the host that sends: no request is started before. None, or in the past:
  /// at once. wrk has none.
  std::optional<common::Nanoseconds> start_at = {};
  /// With constant arrivals: how long after the start the first request is due.
  common::Nanoseconds phase{0};
  /// Which of how many generators that share a load this is, from 0 (division.hpp). The connections
  /// beside the measured ones that the plan asks for are shared by the same rule.
  std::size_t part = 0;
  std::size_t parts = 1;
};

}  // namespace tiga::suite::measure
