// The constants of the statistical method (docs/method.md gives the reasons).
#pragma once

#include <cstddef>

namespace tiga::stats {

/// A difference is significant if its p-value, corrected by Holm, is below this.
inline constexpr double significance = 0.05;
/// Level of intervals in reports and for verdicts of above and below.
inline constexpr double confidence = 0.95;
/// Level of intervals for equivalence: two one-sided tests at 5 %.
inline constexpr double equivalence_confidence = 0.90;
/// Level of intervals for the A/A check.
inline constexpr double copies_confidence = 0.99;
/// Two copies of one arm may differ by a factor of 1 plus this, in either direction.
inline constexpr double copies_tolerance = 0.02;
/// Draws of a bootstrap or a random permutation test.
inline constexpr std::size_t default_draws = 9999;
/// The least number of draws: `copies_confidence` of them must leave one out.
inline constexpr std::size_t least_draws = 99;

/// Correlation of neighbouring blocks that is usual: its deviation from run to run, towards which
/// a run with few blocks is shrunk.
inline constexpr double usual_correlation = 0.43;
/// The largest correlation that is reckoned with.
inline constexpr double most_correlation = 0.9;

/// A value is an outlier if it is farther from the median, in deviations estimated by the median
/// absolute deviation.
inline constexpr double outlier_distance = 8;

/// A series changed on its way if chance alone gives the run's family of series a change less
/// often; so rarely, since each run is looked at.
inline constexpr double change_significance = 0.01;

}  // namespace tiga::stats
