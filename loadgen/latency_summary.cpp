#include "loadgen/latency_summary.hpp"

#include <array>

namespace tiga::loadgen {

std::optional<double> in_us(std::optional<double> nanoseconds) {
  constexpr double ns_per_us = 1e3;
  return nanoseconds ? std::optional(*nanoseconds / ns_per_us) : std::nullopt;
}

LatencySummary latency_of(const stats::Samples& nanoseconds) {
  LatencySummary latency;
  latency.min = in_us(nanoseconds.min());
  latency.mean = in_us(nanoseconds.mean());
  latency.p50 = in_us(nanoseconds.quantile(0.50));
  latency.p90 = in_us(nanoseconds.quantile(0.90));
  latency.p95 = in_us(nanoseconds.quantile(0.95));
  latency.p99 = in_us(nanoseconds.quantile(0.99));
  latency.p99_9 = in_us(nanoseconds.quantile(0.999));
  latency.p99_99 = in_us(nanoseconds.quantile(0.9999));
  latency.max = in_us(nanoseconds.max());
  return latency;
}

std::vector<LatencyBin> bins_of(const stats::Samples& nanoseconds) {
  std::vector<LatencyBin> bins;
  for (const stats::Bin& bin : nanoseconds.bins()) {
    bins.push_back({bin.lower, bin.upper, bin.count});
  }
  return bins;
}

std::vector<PercentageRow> percentages_of(const stats::Samples& nanoseconds) {
  constexpr std::array percentages = {50, 66, 75, 80, 90, 95, 98, 99, 100};
  constexpr double ns_per_ms = 1e6;
  std::vector<PercentageRow> rows;
  if (nanoseconds.count() < 2) {
    return rows;
  }
  for (const int percent : percentages) {
    rows.push_back(
        {percent, static_cast<double>(nanoseconds.value_at(percent / 100.0)) / ns_per_ms});
  }
  return rows;
}

}  // namespace tiga::loadgen
