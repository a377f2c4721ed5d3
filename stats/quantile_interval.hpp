// Confidence intervals of a quantile from order statistics.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "stats/interval.hpp"
#include "stats/method.hpp"
#include "stats/samples.hpp"

namespace tiga::stats {

/// Ranks of two order statistics: 1 is the least value, `count` the greatest.
struct RankInterval {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;

  bool operator==(const RankInterval&) const = default;
};

/// The order statistics that contain the p-quantile, 0 < p < 1, between them with a probability of
/// at least `level`, 0 < level < 1, for any distribution: the number of values up to the quantile
/// is binomial, and either side may miss with probability (1 - level) / 2 (W. J. Conover,
/// "Practical nonparametric statistics", 1999, section 3.2; H. A. David, "Order statistics", 1981,
/// section 2.5). `nullopt` if the sample is too small for that: the 99th percentile at 95 % needs
/// 368 values. Throws std::invalid_argument: p or level out of range.
std::optional<RankInterval> quantile_ranks(std::uint64_t count, double p,
                                           double level = confidence);

/// The values of these ranks. They must be independent: those of one cell rarely are (requests
/// queue behind each other), so this is a lower bound of their uncertainty, and arms are compared
/// by blocks. `values` need not be sorted.
std::optional<Interval> quantile_interval(std::span<const double> values, double p,
                                          double level = confidence);
/// The same for a sample that may be held in a histogram, with the error of its bins.
std::optional<Interval> quantile_interval(const Samples& samples, double p,
                                          double level = confidence);

}  // namespace tiga::stats
