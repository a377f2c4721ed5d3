// wrk as the generator of an arm.
#pragma once

#include <string_view>

#include "common/child_process.hpp"
#include "loadgen/summary.hpp"
#include "suite/measure/load.hpp"

namespace tiga::suite::measure {

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
