// The studentised bootstrap: how far a mean may be from the truth, in standard errors, learnt from
// the values themselves.
#pragma once

#include <array>
#include <span>

#include "stats/mean.hpp"
#include "stats/random.hpp"

namespace tiga::stats {

/// The least number of draws: 99 % of them must leave one out.
inline constexpr std::size_t least_draws = 99;

/// Standard errors to go on either side of the mean for an interval of each of `levels`.
using Reach = std::array<double, 3>;
using Levels = std::array<double, 3>;

Reach bootstrap_reach(std::span<const double> values, const Levels& levels, Random& random,
                      std::size_t draws);
Reach bootstrap_reach(std::span<const double> values, std::span<const double> baseline,
                      const Levels& levels, Random& random, std::size_t draws);

}  // namespace tiga::stats
