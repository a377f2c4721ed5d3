// A share of independent trials with its exact interval.
#pragma once

#include <cstdint>

#include "stats/method.hpp"

namespace tiga::stats {

/// How many of several trials succeeded, with an interval of the probability of success.
struct Proportion {
  std::uint64_t successes = 0;
  std::uint64_t trials = 0;
  double lower = 0;
  double upper = 1;

  /// successes / trials; 0 without trials.
  double share() const;
};

/// The interval contains the true probability with a probability of at least `level`, for any
/// number of trials (C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits
/// illustrated in the case of the binomial", 1934). The trials must be independent. Without trials
/// it is [0, 1]. Throws std::invalid_argument: more successes than trials, a level outside (0, 1).
Proportion proportion(std::uint64_t successes, std::uint64_t trials, double level = confidence);

}  // namespace tiga::stats
