#include "stats/dependence.hpp"

#include <algorithm>
#include <cmath>

#include "stats/mean.hpp"
#include "stats/method.hpp"

namespace tiga::stats {
namespace {

constexpr std::size_t least_values = 6;  // the correction of the bias divides by n - 4

// Lag 1; 0 of equal values.
double autocorrelation(const std::vector<double>& values) {
  const Mean mean = mean_of(values);
  if (mean.standard_error == 0) {
    return 0;
  }
  double products = 0;
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double deviation = values[i] - mean.value;
    squares += deviation * deviation;
    products += i == 0 ? 0 : deviation * (values[i - 1] - mean.value);
  }
  return products / squares;
}

}  // namespace

double neighbour_correlation(std::span<const std::vector<double>> series, std::size_t independent) {
  double sum = 0;
  double weights = 0;
  std::size_t used = 0;
  for (const std::vector<double>& values : series) {
    if (values.size() < least_values) {
      continue;
    }
    const auto n = static_cast<double>(values.size());
    const double unbiased = (n * autocorrelation(values) + 1) / (n - 4);
    const double weight = (n - 4) * (n - 4) / n;  // 1 / variance: 1/n before the correction
    sum += weight * unbiased;
    weights += weight;
    ++used;
  }
  if (used == 0) {
    return 0;
  }
  const double share = std::min(1.0, static_cast<double>(independent) / static_cast<double>(used));
  const double variance = 1 / (weights * share);
  const double prior = usual_correlation * usual_correlation;
  return std::clamp(sum / weights * prior / (prior + variance), 0.0, most_correlation);
}

Dependence dependence_of(double correlation, std::size_t count) {
  const auto n = static_cast<double>(count);
  double mean_variance = 1;  // n times that of the mean, in variances of one value
  double power = 1;
  for (std::size_t lag = 1; lag < count; ++lag) {
    power *= correlation;
    mean_variance += 2 * (1 - static_cast<double>(lag) / n) * power;
  }
  const double sample_variance = (n - mean_variance) / (n - 1);
  const double square = correlation * correlation;
  return {.error_factor = std::sqrt(mean_variance / sample_variance),
          .degrees_of_freedom = (n - 1) * (1 - square) / (1 + square)};
}

double interval_widening(double correlation, std::size_t count, double level) {
  const Dependence found = dependence_of(correlation, count);
  const double independent = two_sided_t(static_cast<double>(count - 1), level);
  return found.error_factor * two_sided_t(found.degrees_of_freedom, level) / independent;
}

}  // namespace tiga::stats
