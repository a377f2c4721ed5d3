// Whether a series changed on its way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/random.hpp"

namespace tiga::stats {

/// Neither part of a changed series is shorter.
inline constexpr std::size_t least_change_part = 3;

/// The most likely single change of a series' mean.
struct ChangePoint {
  std::size_t at = 0;  ///< the first value after it
  double before = 0;   ///< the mean of the values before
  double after = 0;    ///< the mean of the others
  /// Of the hypothesis that nothing changed, but each value keeps a share of the one before.
  double p_value = 1;
};

/// Divides the series where the difference of the two means, divided by its standard error for
/// equal spreads, is greatest; neither part is shorter than `least_part`. p is the share of series
/// without a change in which that greatest difference is as large: from `draws` random ones, fewer
/// where it is soon clear that p is large (Besag and Clifford, "Sequential Monte Carlo p-values",
/// 1991). A random one has what each value adds to the share `correlation`, 0 <= correlation < 1,
/// that it keeps of the one before, in another order; so with 0 it is another order of the values,
/// and p is exact. A trend is found as well as a step (E. S. Page, "A test for a change in a
/// parameter occurring at an unknown point", 1955, tests the same sums). `nullopt` if the series is
/// too short for two parts, or if all values are equal.
std::optional<ChangePoint> find_change(std::span<const double> values, double correlation,
                                       Random& random, std::size_t draws,
                                       std::size_t least_part = least_change_part);

/// For each series of a family its change, where chance alone gives the family one less often than
/// `change_significance`: p is corrected by Holm. How much of a value the next one keeps is told
/// from the two parts of every series (neighbour_correlation, stats/dependence.hpp, which says what
/// `independent` is), so that a change does not hide itself. The same family and seed give the same
/// on every machine.
std::vector<std::optional<ChangePoint>> find_changes(std::span<const std::vector<double>> family,
                                                     std::size_t independent, std::uint64_t seed);

}  // namespace tiga::stats
