// The figures of charts in words, for readers who cannot see them.
#pragma once

#include <string>
#include <string_view>

#include "suite/report/report_input.hpp"

namespace tiga::suite::charts {

/// "WHAT: async: 8897 at 1, 27174 at 50; …. ": medians of an estimate's metric over the valid cells
/// of each closed loop, in units of `unit`; "" if none is known.
std::string describe_medians(const report::ReportInput& input, std::string_view what,
                             std::string_view metric, double unit, int decimals);

/// Median requests per second.
std::string describe_throughputs(const report::ReportInput& input);

/// Median latency and p99.
std::string describe_latencies(const report::ReportInput& input);

}  // namespace tiga::suite::charts
