// The studentised bootstrap: the reach of a confidence interval in standard errors, estimated from
// the values themselves.
#pragma once

#include <array>
#include <span>

#include "stats/mean.hpp"
#include "stats/random.hpp"

namespace tiga::stats {

/// Probabilities in (0, 1).
using Levels = std::array<double, 3>;
/// Distance from the estimate to either end of its interval in standard errors, for each level.
using Reach = std::array<double, 3>;

/// For the mean of `values`. They are resampled with replacement `draws` times; each draw's
/// distance from their mean, in standard errors of the draw, is taken as an absolute value, and the
/// reach is the quantile of these distances of rank ceil(level (draws + 1)).
///
/// With absolute values the interval is symmetric, and its coverage is off by O(1/n^2) instead of
/// O(1/n) (P. Hall, "On symmetric bootstrap confidence intervals", 1988; B. Efron and R.
/// Tibshirani, "An introduction to the bootstrap", 1993, chapter 12). Two guards, since the method
/// can be erratic with few values (DiCiccio and Efron, "Bootstrap confidence intervals", 1996,
/// section 4):
/// - A draw that consists of one value repeated has no standard error and is drawn again.
/// - The reach is at least Student's t, as few values have few different draws, and at most twice
///   that: if one value of a dozen is far from the others, every third draw lacks it; such a draw
///   has almost no standard error, so its distance is any number of them. On simulated blocks of
///   which 5 % are slow the limit cost no coverage and halved the width of intervals.
///
/// If all values are equal, the reach is 0. Needs at least two values; draws >= least_draws.
Reach bootstrap_reach(std::span<const double> values, const Levels& levels, Random& random,
                      std::size_t draws);

/// For the difference of the means of two independent series, each resampled by itself; Student's t
/// with the degrees of freedom of the shorter one.
Reach bootstrap_reach(std::span<const double> values, std::span<const double> baseline,
                      const Levels& levels, Random& random, std::size_t draws);

}  // namespace tiga::stats
