// One run of a load generator as a child process.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "loadgen/summary.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/arm.hpp"
#include "suite/plan/plan.hpp"

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
};

/// Runs a program that sends requests, in the bench's folder and on its generator's cores. Throws
/// InvalidCell if it takes longer than `limit`, or if its end is not good.
common::ExitReport run_generator(std::vector<std::string> arguments, const Bench& bench,
                                 std::chrono::seconds limit, const Pulse& pulse,
                                 const std::function<bool(const common::ExitReport&)>& is_good);

/// Runs it to its end. Requests that failed stand in the summary; what of it wrk leaves open stands
/// at run_wrk. Throws InvalidCell when the generator itself failed, with what it said, or took ten
/// times as long as the order would have it and ten minutes more (in a closed loop: as one request
/// a second would have it).
loadgen::Summary run_load(const LoadOrder& order, const plan::Plan& plan, const Bench& bench,
                          const Pulse& pulse);

}  // namespace tiga::suite::measure
