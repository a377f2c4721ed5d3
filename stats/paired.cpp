#include "stats/paired.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace tiga::stats {
namespace {

void check_value(double value) {
  if (!std::isfinite(value) || value <= 0) {
    throw std::invalid_argument("paired_ratio: values must be positive and finite");
  }
}

std::vector<double> log_ratios(std::span<const double> numerators,
                               std::span<const double> denominators) {
  if (numerators.size() != denominators.size()) {
    throw std::invalid_argument("paired_ratio: as many numerators as denominators are needed");
  }
  if (numerators.size() < 2) {
    throw std::invalid_argument("paired_ratio: at least two pairs are needed");
  }
  std::vector<double> logs;
  logs.reserve(numerators.size());
  for (std::size_t i = 0; i < numerators.size(); ++i) {
    check_value(numerators[i]);
    check_value(denominators[i]);
    logs.push_back(std::log(numerators[i]) - std::log(denominators[i]));
  }
  return logs;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

double standard_error(const std::vector<double>& values, double mean) {
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  const auto count = static_cast<double>(values.size());
  return std::sqrt(squares / (count - 1) / count);
}

double two_sided_t(std::size_t pairs, double level) {
  const boost::math::students_t distribution(static_cast<double>(pairs - 1));
  return boost::math::quantile(boost::math::complement(distribution, (1 - level) / 2));
}

}  // namespace

RatioEstimate paired_ratio(std::span<const double> numerators, std::span<const double> denominators,
                           double level) {
  if (!(level > 0 && level < 1)) {
    throw std::invalid_argument("paired_ratio: the level must lie between 0 and 1");
  }
  const std::vector<double> logs = log_ratios(numerators, denominators);
  const double mean = mean_of(logs);
  const double reach = two_sided_t(logs.size(), level) * standard_error(logs, mean);
  const auto [least, most] = std::minmax_element(logs.begin(), logs.end());
  return {.ratio = std::exp(mean),
          .lower = std::exp(mean - reach),
          .upper = std::exp(mean + reach),
          .level = level,
          .pairs = logs.size(),
          .least = std::exp(*least),
          .most = std::exp(*most)};
}

}  // namespace tiga::stats
