#include "stats/mean.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace tiga::stats {

Mean mean_of(std::span<const double> values) {
  const auto [least, most] = std::ranges::minmax(values);
  if (least == most) {  // rounding must not create a deviation
    return {.value = least, .standard_error = 0};
  }
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  const auto count = static_cast<double>(values.size());
  const double mean = sum / count;
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return {.value = mean, .standard_error = std::sqrt(squares / (count - 1) / count)};
}

double two_sided_t(double degrees_of_freedom, double level) {
  const boost::math::students_t distribution(degrees_of_freedom);
  return boost::math::quantile(boost::math::complement(distribution, (1 - level) / 2));
}

double two_sided_t_p(double degrees_of_freedom, double t) {
  if (std::isinf(t)) {
    return 0;
  }
  const boost::math::students_t distribution(degrees_of_freedom);
  return std::min(1.0, 2 * boost::math::cdf(boost::math::complement(distribution, t)));
}

}  // namespace tiga::stats
