// Compares two arms from values measured in the same blocks: estimate, intervals, a test, and the
// ranking that they allow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/interval.hpp"
#include "stats/method.hpp"

namespace tiga::stats {

/// A ratio with its uncertainty.
struct Comparison {
  double ratio = 1;      ///< geometric mean of the blocks' ratios
  Interval interval_90;  ///< for equivalence (two one-sided tests at 5 %)
  Interval interval_95;  ///< for reports and verdicts
  Interval interval_99;  ///< for the A/A check
  double p_value = 1;    ///< two-sided, of the hypothesis that the ratio is 1
  std::size_t blocks = 0;
  double correlation = 0;  ///< of neighbouring blocks, which intervals and p allow for

  /// 0.08: the ends of the 95 % interval are 8 % away from the ratio.
  double half_width() const { return interval_95.half_width(ratio); }
};

/// From one log ratio per block, in the order of the blocks (blocks are resampled, never requests).
/// Intervals: studentised bootstrap over blocks, `draws` draws (bootstrap.hpp), wider by what
/// `correlation` of neighbouring blocks takes from their mean (dependence.hpp). p: the greater of
/// two, the sign-flip permutation test, exact up to 32 blocks (permutation.hpp), which knows no
/// dependence, and Student's t with the wider standard error, which does. The same values and seed
/// give the same result on every machine. If all values are equal, intervals have width 0. Throws
/// std::invalid_argument for fewer than two blocks, a value that is not finite, fewer than 99
/// draws, a correlation outside [0, 1).
Comparison compare_paired(std::span<const double> log_ratios, std::uint64_t seed,
                          std::size_t draws = default_draws, double correlation = 0);

/// The same for two series that were not measured in the same blocks (two runs): the ratio of
/// `values` to `baseline`, given as logarithms, each series resampled by itself; p by permutation
/// of labels. Each has its own correlation of neighbouring blocks; the comparison has the greater.
/// `blocks` is the length of the shorter one.
Comparison compare_independent(std::span<const double> values, std::span<const double> baseline,
                               std::uint64_t seed, std::size_t draws = default_draws,
                               double correlation = 0, double baseline_correlation = 0);

/// Holm's step-down correction of a family of p-values (S. Holm, 1979): in the order given.
std::vector<double> holm(std::span<const double> p_values);

/// What may be concluded about a ratio: equivalent to 1, above 1, below 1, or none of these.
enum class Ranking { equivalent, above, below, inconclusive };

/// `equivalent` if the 90 % interval lies inside [1/(1+delta), 1+delta]; else `above` or `below` if
/// the corrected p < 0.05 and the 95 % interval excludes 1; else `inconclusive`.
Ranking rank(const Comparison& comparison, double corrected_p, double delta);

/// Whether the 95 % interval lies within a factor 1 + precision of the ratio, on both sides: then
/// measuring may stop (on width, never on a p-value).
bool is_precise(const Comparison& comparison, double precision);

/// Whether two copies of one arm differ, which they must not: the 99 % interval excludes 1 and the
/// ratio is beyond `tolerance` (0.02: outside [1/1.02, 1.02]).
bool copies_differ(const Comparison& copies, double tolerance = copies_tolerance);

}  // namespace tiga::stats
