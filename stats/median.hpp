// The median of a few values as a number, and the index of a middle value.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tiga::stats {

/// The median: the middle value, of an even number of values the mean of the middle two. Every
/// number that this project calls a median is this one. `nullopt` if there are no values. No value
/// may be NaN.
std::optional<double> median(std::vector<double> values);

/// Index of the middle value, of an even number of values that of the lower of the middle two; of
/// equal values the earlier one. For choosing one run that represents several: a run has many
/// figures, and the mean of two runs is not a run that happened. With an even number of values its
/// value is not the median. `nullopt` if there are no values. No value may be NaN.
std::optional<std::size_t> lower_middle_index(std::span<const double> values);

}  // namespace tiga::stats
