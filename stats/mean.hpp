// The mean of a few values and its standard error.
#pragma once

#include <span>

namespace tiga::stats {

/// A mean with its standard error.
struct Mean {
  double value = 0;
  double standard_error = 0;  ///< exactly 0 if all values are equal

  double variance() const { return standard_error * standard_error; }
};

/// Of at least two values.
Mean mean_of(std::span<const double> values);

/// The value that |Student's t| does not exceed with probability `level`, in (0, 1), at
/// `degrees_of_freedom` > 0.
double two_sided_t(double degrees_of_freedom, double level);

/// The probability that |Student's t| is at least `t` >= 0, which may be infinite.
double two_sided_t_p(double degrees_of_freedom, double t);

}  // namespace tiga::stats
