// Whether a series changed on its way.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "stats/random.hpp"

namespace tiga::stats {

/// The most likely single change of a series' mean.
struct ChangePoint {
  std::size_t at = 0;  ///< the first value after it
  double before = 0;   ///< the mean of the values before
  double after = 0;    ///< the mean of the others
  /// Of the hypothesis that every order of the values is equally likely.
  double p_value = 1;
};

/// Divides the series where the difference of the two means, divided by its standard error for
/// equal spreads, is greatest; neither part is shorter than `least_part`. p is the share of all
/// orders of the values in which that greatest difference is as large: from `draws` random orders,
/// fewer where it is soon clear that p is large (Besag and Clifford, "Sequential Monte Carlo
/// p-values", 1991). A trend is found as well as a step (E. S. Page, "A test for a change in a
/// parameter occurring at an unknown point", 1955, tests the same sums). `nullopt` if the series is
/// too short for two parts, or if all values are equal.
std::optional<ChangePoint> find_change(std::span<const double> values, Random& random,
                                       std::size_t draws, std::size_t least_part = 3);

}  // namespace tiga::stats
