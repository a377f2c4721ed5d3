// Values far from all others.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tiga::stats {

/// Indices of the values that are more than `outlier_distance` scaled median absolute deviations
/// from the median (F. R. Hampel, "The influence curve and its role in robust estimation", 1974;
/// scaled by 1.4826, which makes it the deviation of normal values). Of 12 normal values one is in
/// 0.3 % of all cases, of 20 in 0.05 %. None if half of the values are equal, or there are fewer
/// than 6.
std::vector<std::size_t> outliers(std::span<const double> values);

}  // namespace tiga::stats
