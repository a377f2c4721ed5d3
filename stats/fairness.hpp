// Fairness of shares.
#pragma once

#include <span>

namespace tiga::stats {

/// Jain's index of `shares`: 1 if all are equal, 1/n if one of n has everything (Jain, Chiu and
/// Hawe, "A quantitative measure of fairness and discrimination", 1984). 1 if there are no shares,
/// or none above 0. Throws std::invalid_argument for a share that is negative or not finite.
double jain_index(std::span<const double> shares);

}  // namespace tiga::stats
