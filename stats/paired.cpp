#include "stats/paired.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "stats/mean.hpp"

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

}  // namespace

RatioEstimate paired_ratio(std::span<const double> numerators, std::span<const double> denominators,
                           double level) {
  if (!(level > 0 && level < 1)) {
    throw std::invalid_argument("paired_ratio: the level must lie between 0 and 1");
  }
  const std::vector<double> logs = log_ratios(numerators, denominators);
  const auto [mean, error] = mean_of(logs);
  const double reach = two_sided_t(static_cast<double>(logs.size() - 1), level) * error;
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
