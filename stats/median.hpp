// The middle of a few values: as a number, and as one of the values themselves.
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
/// equal values the earlier one. For choosing one run that stands for several: a run has many
/// figures, and the mean of two runs is none that happened. It is not the median's value where the
/// number is even. `nullopt` if there are no values. No value may be NaN.
std::optional<std::size_t> lower_middle_index(std::span<const double> values);

}  // namespace tiga::stats
