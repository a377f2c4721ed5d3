// Latencies of several generators as those of one. Part of merge().
#pragma once

#include <optional>
#include <vector>

#include "loadgen/summary.hpp"
#include "stats/samples.hpp"

namespace tiga::loadgen {

/// Latencies of one kind.
struct Latencies {
  LatencySummary values;
  std::vector<LatencyBin> bins;
};

/// A weighted mean; `nullopt` without values.
class Mean {
 public:
  void add(std::optional<double> value, double weight) {
    if (value && weight > 0) {
      sum_ += *value * weight;
      weight_ += weight;
    }
  }
  std::optional<double> value() const {
    return weight_ > 0 ? std::optional(sum_ / weight_) : std::nullopt;
  }

 private:
  double sum_ = 0;
  double weight_ = 0;
};

/// The bins of all parts, those with the same bounds added; ascending.
std::vector<LatencyBin> add_bins(const std::vector<std::vector<LatencyBin>>& parts);

/// The latencies of all parts. Percentiles come from the added bins, shortest, longest and mean
/// from those of the parts.
Latencies merge_latencies(const std::vector<Latencies>& parts);

/// Samples that have these bins, shortest and longest; the others lie in the middle of their bins.
/// Empty without latencies.
stats::Samples samples_of(const Latencies& latencies);

/// The median in microseconds, from bins alone; `nullopt` without any.
std::optional<double> median_us(const std::vector<LatencyBin>& bins);

}  // namespace tiga::loadgen
