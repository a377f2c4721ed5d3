// One run of a load generator as a child process.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/child_process.hpp"
#include "loadgen/summary.hpp"
#include "suite/measure/load_order.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::measure {

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

/// What Summary::generator.engine says of a summary that wrk made. In it these are not known, and
/// stand at 0 or empty: mean_in_flight, connections_opened, bytes_sent, latency_bins,
/// latency_us.p99_99, kernel, times. Nor is how many requests it gave up at its end: at most one a
/// connection.
inline constexpr std::string_view wrk_engine = "wrk";

/// Runs wrk with one thread for the plan's duration, rounded up to whole seconds, one at least.
/// Throws InvalidCell as run_load does.
loadgen::Summary run_wrk(const LoadOrder& order, const plan::Plan& plan, const Bench& bench,
                         const Pulse& pulse);

/// The summary of what the script that run_wrk gives it has printed: lines "tiga NAME VALUE". wrk
/// checks no content: ok means a status below 400. Throws InvalidCell when a value is missing.
loadgen::Summary read_wrk_output(std::string_view output, const common::ExitReport& end);

}  // namespace tiga::suite::measure
