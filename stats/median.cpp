#include "stats/median.hpp"

#include <algorithm>
#include <numeric>

namespace tiga::stats {

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) {
    return std::nullopt;
  }
  const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, upper);
  if (values.size() % 2 == 1) {
    return *upper;
  }
  return std::midpoint(*std::max_element(values.begin(), upper), *upper);
}

std::optional<std::size_t> lower_middle_index(std::span<const double> values) {
  if (values.empty()) {
    return std::nullopt;
  }
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return values[index]; });
  return order[(order.size() - 1) / 2];
}

}  // namespace tiga::stats
