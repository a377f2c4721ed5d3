#include "stats/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "stats/bootstrap.hpp"
#include "stats/dependence.hpp"
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

void check_correlation(double correlation) {
  if (!(correlation >= 0 && correlation < 1)) {
    throw std::invalid_argument("comparison: a correlation of blocks must lie in [0, 1)");
  }
}

// On the log scale an interval is symmetric, so a ratio and its inverse are consistent.
Interval around(double log_ratio, double distance) {
  return {.lower = std::exp(log_ratio - distance), .upper = std::exp(log_ratio + distance)};
}

// A mean whose standard error is that of blocks that depend on each other.
struct DependentMean {
  Mean mean;
  double degrees_of_freedom = 0;
};

DependentMean dependent_mean(std::span<const double> values, double correlation) {
  const Dependence dependence = dependence_of(correlation, values.size());
  Mean mean = mean_of(values);
  mean.standard_error *= dependence.error_factor;
  return {.mean = mean, .degrees_of_freedom = dependence.degrees_of_freedom};
}

// With Welch's degrees of freedom.
DependentMean difference_of(const DependentMean& ours, const DependentMean& theirs) {
  const double our_variance = ours.mean.variance();
  const double their_variance = theirs.mean.variance();
  const double variance = our_variance + their_variance;
  const double parts = our_variance * our_variance / ours.degrees_of_freedom +
                       their_variance * their_variance / theirs.degrees_of_freedom;
  return {
      .mean = {.value = ours.mean.value - theirs.mean.value, .standard_error = std::sqrt(variance)},
      .degrees_of_freedom = parts > 0 ? variance * variance / parts : 1};
}

// Student's, of the hypothesis that the mean is 0.
double student_p(const DependentMean& found) {
  const Mean& mean = found.mean;
  return mean.value == 0
             ? 1
             : two_sided_t_p(found.degrees_of_freedom, std::abs(mean.value) / mean.standard_error);
}

Comparison comparison_of(const DependentMean& found, const Reach& reach, double p_value,
                         std::size_t blocks, double correlation) {
  const auto& [log_ratio, standard_error] = found.mean;
  return {.ratio = std::exp(log_ratio),
          .interval_90 = around(log_ratio, reach[0] * standard_error),
          .interval_95 = around(log_ratio, reach[1] * standard_error),
          .interval_99 = around(log_ratio, reach[2] * standard_error),
          .p_value = p_value,
          .blocks = blocks,
          .correlation = correlation};
}

bool beyond(double ratio, double tolerance) {
  return ratio > 1 + tolerance || ratio < 1 / (1 + tolerance);
}

}  // namespace

Comparison compare_paired(std::span<const double> log_ratios, std::uint64_t seed, std::size_t draws,
                          double correlation) {
  check(log_ratios);
  check_draws(draws);
  check_correlation(correlation);
  Random random(seed);
  const std::size_t blocks = log_ratios.size();
  const DependentMean mean = dependent_mean(log_ratios, correlation);
  Reach reach = bootstrap_reach(log_ratios, levels, random, draws);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    reach[i] *= two_sided_t(mean.degrees_of_freedom, levels[i]) /
                two_sided_t(static_cast<double>(blocks - 1), levels[i]);
  }
  const double p_value = std::max(sign_flip_p(log_ratios, random, draws), student_p(mean));
  return comparison_of(mean, reach, p_value, blocks, correlation);
}

Comparison compare_independent(std::span<const double> values, std::span<const double> baseline,
                               std::uint64_t seed, std::size_t draws, double correlation,
                               double baseline_correlation) {
  check(values);
  check(baseline);
  check_draws(draws);
  check_correlation(correlation);
  check_correlation(baseline_correlation);
  Random random(seed);
  const DependentMean ours = dependent_mean(values, correlation);
  const DependentMean theirs = dependent_mean(baseline, baseline_correlation);
  const DependentMean difference = difference_of(ours, theirs);
  const std::size_t blocks = std::min(values.size(), baseline.size());
  const double degrees = std::min(ours.degrees_of_freedom, theirs.degrees_of_freedom);
  Reach reach = bootstrap_reach(values, baseline, levels, random, draws);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    reach[i] *=
        two_sided_t(degrees, levels[i]) / two_sided_t(static_cast<double>(blocks - 1), levels[i]);
  }
  const double p_value =
      std::max(relabelling_p(values, baseline, random, draws), student_p(difference));
  return comparison_of(difference, reach, p_value, blocks,
                       std::max(correlation, baseline_correlation));
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
