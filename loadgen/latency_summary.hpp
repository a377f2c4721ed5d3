// What a summary says of the latencies of requests: percentiles and bins.
#pragma once

#include <optional>
#include <vector>

#include "loadgen/summary.hpp"
#include "stats/samples.hpp"

namespace tiga::loadgen {

/// Nanoseconds as microseconds.
std::optional<double> in_us(std::optional<double> nanoseconds);

/// `nanoseconds`: of the same requests, as in the functions below.
LatencySummary latency_of(const stats::Samples& nanoseconds);

/// Ascending, none empty.
std::vector<LatencyBin> bins_of(const stats::Samples& nanoseconds);

/// ab's table of percentages; empty with fewer than two requests.
std::vector<PercentageRow> percentages_of(const stats::Samples& nanoseconds);

}  // namespace tiga::loadgen
