#include "stats/outliers.hpp"

#include <cmath>

#include "stats/median.hpp"
#include "stats/method.hpp"

namespace tiga::stats {

std::vector<std::size_t> outliers(std::span<const double> values) {
  constexpr std::size_t least_values = 6;
  constexpr double normal_scale = 1.4826;
  if (values.size() < least_values) {
    return {};
  }
  const double middle = *median({values.begin(), values.end()});
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values) {
    distances.push_back(std::abs(value - middle));
  }
  const double limit = outlier_distance * normal_scale * *median(distances);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    if (limit > 0 && distances[i] > limit) {
      found.push_back(i);
    }
  }
  return found;
}

}  // namespace tiga::stats
