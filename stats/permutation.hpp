// Permutation tests: how often chance alone would give a difference as large.
#pragma once

#include <span>

#include "stats/random.hpp"

namespace tiga::stats {

/// Two-sided p of the hypothesis that each value is as likely as its negative: the share of all
/// assignments of signs whose sum is at least as far from 0 as the values' own (R. A. Fisher, "The
/// design of experiments", 1935, chapter 3). Exact up to 32 values; above that, from `draws` random
/// assignments, (1 + hits) / (1 + draws) (Phipson and Smyth, "Permutation p-values should never be
/// zero", 2010).
double sign_flip_p(std::span<const double> values, Random& random, std::size_t draws);

/// Two-sided p of the hypothesis that both series come from one distribution: the share of `draws`
/// random divisions of all values into two series of these lengths in which the difference of
/// means, divided by its standard error, is at least as far from 0; (1 + hits) / (1 + draws).
/// Studentised, so that it holds for equal means with different spreads too, the longer the series
/// the better (Janssen, "Studentized permutation tests for non-i.i.d. hypotheses", 1997). At least
/// two values in each.
double relabelling_p(std::span<const double> values, std::span<const double> baseline,
                     Random& random, std::size_t draws);

}  // namespace tiga::stats
