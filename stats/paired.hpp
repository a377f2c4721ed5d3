// The ratio of two series that were measured in the same rounds, with its uncertainty.
#pragma once

#include <cstddef>
#include <span>

#include "stats/method.hpp"

namespace tiga::stats {

/// An estimated ratio of numerator to denominator.
struct RatioEstimate {
  double ratio = 1;  ///< geometric mean of the pairs' ratios
  double lower = 1;  ///< interval of the ratio at `level`
  double upper = 1;
  double level = confidence;
  std::size_t pairs = 0;
  double least = 1;  ///< smallest ratio of one pair
  double most = 1;   ///< largest
};

/// The ratio estimated from pairs: numerators[i] and denominators[i] were measured in the same
/// round, so that drift between rounds cancels. The mean of the pairs' log ratios, with the
/// two-sided interval of Student's t with n - 1 degrees of freedom (Student, "The probable error of
/// a mean", 1908); on the log scale since a ratio and its inverse must be consistent (cf. Kalibera
/// and Jones, "Rigorous benchmarking in reasonable time", 2013, on ratios). It assumes that log
/// ratios of rounds are independent and approximately normal.
///
/// Throws std::invalid_argument for spans of different lengths, fewer than two pairs, a value that
/// is not positive and finite, a level outside (0, 1).
RatioEstimate paired_ratio(std::span<const double> numerators, std::span<const double> denominators,
                           double level = confidence);

}  // namespace tiga::stats
