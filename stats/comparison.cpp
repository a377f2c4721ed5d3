#include "stats/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "stats/bootstrap.hpp"
#include "stats/mean.hpp"
#include "stats/permutation.hpp"

namespace tiga::stats {
namespace {

constexpr Levels levels = {equivalence_confidence, confidence, copies_confidence};

void check(std::span<const double> logs) {
  if (logs.size() < 2) {
    throw std::invalid_argument("comparison: at least two blocks are needed");
  }
  if (!std::ranges::all_of(logs, [](double value) { return std::isfinite(value); })) {
    throw std::invalid_argument("comparison: log ratios must be finite");
  }
}

void check_draws(std::size_t draws) {
  if (draws < least_draws) {
    throw std::invalid_argument("comparison: too few draws");
  }
}

// On the log scale an interval is symmetric, so a ratio and its inverse are consistent.
Interval around(double log_ratio, double distance) {
  return {.lower = std::exp(log_ratio - distance), .upper = std::exp(log_ratio + distance)};
}

Comparison comparison_of(const Mean& log_ratio, const Reach& reach, double p_value,
                         std::size_t blocks) {
  return {.ratio = std::exp(log_ratio.value),
          .interval_90 = around(log_ratio.value, reach[0] * log_ratio.standard_error),
          .interval_95 = around(log_ratio.value, reach[1] * log_ratio.standard_error),
          .interval_99 = around(log_ratio.value, reach[2] * log_ratio.standard_error),
          .p_value = p_value,
          .blocks = blocks};
}

bool beyond(double ratio, double tolerance) {
  return ratio > 1 + tolerance || ratio < 1 / (1 + tolerance);
}

}  // namespace

Comparison compare_paired(std::span<const double> log_ratios, std::uint64_t seed,
                          std::size_t draws) {
  check(log_ratios);
  check_draws(draws);
  Random random(seed);
  const Reach reach = bootstrap_reach(log_ratios, levels, random, draws);
  return comparison_of(mean_of(log_ratios), reach, sign_flip_p(log_ratios, random, draws),
                       log_ratios.size());
}

Comparison compare_independent(std::span<const double> values, std::span<const double> baseline,
                               std::uint64_t seed, std::size_t draws) {
  check(values);
  check(baseline);
  check_draws(draws);
  Random random(seed);
  const Mean ours = mean_of(values);
  const Mean theirs = mean_of(baseline);
  const Mean difference = {.value = ours.value - theirs.value,
                           .standard_error = std::sqrt(ours.variance() + theirs.variance())};
  const Reach reach = bootstrap_reach(values, baseline, levels, random, draws);
  return comparison_of(difference, reach, relabelling_p(values, baseline, random, draws),
                       std::min(values.size(), baseline.size()));
}

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return p_values[index]; });
  std::vector<double> corrected(p_values.size());
  double least = 0;
  for (std::size_t place = 0; place < order.size(); ++place) {
    const auto left = static_cast<double>(order.size() - place);
    least = std::max(least, std::min(1.0, left * p_values[order[place]]));
    corrected[order[place]] = least;
  }
  return corrected;
}

Ranking rank(const Comparison& comparison, double corrected_p, double delta) {
  const Interval& narrow = comparison.interval_90;
  if (narrow.lower >= 1 / (1 + delta) && narrow.upper <= 1 + delta) {
    return Ranking::equivalent;
  }
  if (corrected_p >= significance || comparison.interval_95.contains(1)) {
    return Ranking::inconclusive;
  }
  return comparison.ratio > 1 ? Ranking::above : Ranking::below;
}

bool is_precise(const Comparison& comparison, double precision) {
  return comparison.interval_95.upper <= comparison.ratio * (1 + precision) &&
         comparison.interval_95.lower >= comparison.ratio / (1 + precision);
}

bool copies_differ(const Comparison& copies, double tolerance) {
  return !copies.interval_99.contains(1) && beyond(copies.ratio, tolerance);
}

}  // namespace tiga::stats
