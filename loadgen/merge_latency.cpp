#include "loadgen/merge_latency.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/sequences.hpp"
#include "loadgen/latency_summary.hpp"

namespace tiga::loadgen {
namespace {

std::uint64_t count_in(const std::vector<LatencyBin>& bins) {
  std::uint64_t count = 0;
  for (const LatencyBin& bin : bins) {
    count += bin.count;
  }
  return count;
}

/// Samples in these bins, the shortest and the longest exactly, each of the others in the middle of
/// its bin.
stats::Samples samples_of(const std::vector<LatencyBin>& bins, std::uint64_t shortest,
                          std::uint64_t longest) {
  stats::Samples samples;
  for (const LatencyBin& bin : bins) {
    std::uint64_t count = bin.count;
    for (const std::uint64_t extreme : {shortest, longest}) {
      if (count > 0 && bin.lower_ns <= extreme && extreme < bin.upper_ns) {
        samples.add(extreme);
        --count;
      }
    }
    const std::uint64_t middle = bin.lower_ns + (bin.upper_ns - bin.lower_ns) / 2;
    samples.add(std::clamp(middle, shortest, longest), count);
  }
  return samples;
}

std::uint64_t in_ns(double microseconds) {
  return static_cast<std::uint64_t>(std::llround(microseconds * 1e3));
}

}  // namespace

std::vector<LatencyBin> add_bins(const std::vector<std::vector<LatencyBin>>& parts) {
  std::map<std::uint64_t, LatencyBin> by_lower;
  for (const std::vector<LatencyBin>& bins : parts) {
    for (const LatencyBin& bin : bins) {
      by_lower.try_emplace(bin.lower_ns, LatencyBin{bin.lower_ns, bin.upper_ns, 0})
          .first->second.count += bin.count;
    }
  }
  std::vector<LatencyBin> sum;
  sum.reserve(by_lower.size());
  for (const auto& [lower, bin] : by_lower) {
    sum.push_back(bin);
  }
  return sum;
}

Latencies merge_latencies(const std::vector<Latencies>& parts) {
  Latencies all;
  all.bins = add_bins(common::transformed(parts, &Latencies::bins));
  Mean mean;
  for (const Latencies& part : parts) {
    const LatencySummary& values = part.values;
    if (values.min && values.max) {
      all.values.min = std::min(all.values.min.value_or(*values.min), *values.min);
      all.values.max = std::max(all.values.max.value_or(*values.max), *values.max);
    }
    mean.add(values.mean, static_cast<double>(count_in(part.bins)));
  }
  all.values = latency_of(samples_of(all));
  all.values.mean = mean.value();
  return all;
}

stats::Samples samples_of(const Latencies& all) {
  if (!all.values.min || !all.values.max) {
    return {};
  }
  return samples_of(all.bins, in_ns(*all.values.min), in_ns(*all.values.max));
}

std::optional<double> median_us(const std::vector<LatencyBin>& bins) {
  return bins.empty()
             ? std::nullopt
             : in_us(
                   samples_of(bins, bins.front().lower_ns, bins.back().upper_ns - 1).quantile(0.5));
}

}  // namespace tiga::loadgen
