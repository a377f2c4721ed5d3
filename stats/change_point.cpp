#include "stats/change_point.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace tiga::stats {
namespace {

// Sums of the same values in another order differ by rounding; they count as ties.
constexpr double rounding = 1e-9;
// With so many hits the p-value is known well enough.
constexpr std::size_t enough_hits = 20;

struct Division {
  std::size_t at = 0;
  double distance = 0;  // difference of means, by its standard error but for a constant factor
};

// Of values whose sum is 0: then the difference of the means of k and n - k values is their first
// sum by k (n - k) / n.
Division farthest(std::span<const double> centred, std::size_t least_part) {
  const auto count = static_cast<double>(centred.size());
  Division best;
  double sum = 0;
  for (std::size_t at = 0; at + least_part < centred.size();) {
    sum += centred[at++];
    if (at < least_part) {
      continue;
    }
    const auto before = static_cast<double>(at);
    const double distance = std::abs(sum) / std::sqrt(before * (count - before) / count);
    if (distance > best.distance) {
      best = {at, distance};
    }
  }
  return best;
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::optional<ChangePoint> find_change(std::span<const double> values, Random& random,
                                       std::size_t draws, std::size_t least_part) {
  if (values.size() < 2 * least_part || least_part == 0) {
    return std::nullopt;
  }
  const double middle = mean(values);
  std::vector<double> centred(values.begin(), values.end());
  std::ranges::for_each(centred, [&](double& value) { value -= middle; });
  const auto [least, most] = std::ranges::minmax(values);
  const Division found = farthest(centred, least_part);
  if (least == most || found.at == 0) {
    return std::nullopt;
  }
  std::size_t hits = 0;
  std::size_t drawn = 0;
  while (drawn < draws && hits < enough_hits) {
    random.shuffle(centred);
    ++drawn;
    hits += farthest(centred, least_part).distance >= found.distance * (1 - rounding) ? 1U : 0U;
  }
  const double p_value = hits == enough_hits
                             ? static_cast<double>(hits) / static_cast<double>(drawn)
                             : static_cast<double>(1 + hits) / static_cast<double>(1 + drawn);
  return ChangePoint{found.at, mean(values.first(found.at)), mean(values.subspan(found.at)),
                     p_value};
}

}  // namespace tiga::stats
