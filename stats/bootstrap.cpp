#include "stats/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tiga::stats {
namespace {

constexpr double most_of_student = 2;
constexpr double rank_tolerance = 1e-6;  // 0.95 x 10,000 must not be 9501

// Each call gives the mean of as many values, drawn with replacement.
auto resampler(std::span<const double> values, Random& random) {
  return [values, &random, drawn = std::vector<double>(values.size())]() mutable {
    for (double& value : drawn) {
      value = values[random.below(values.size())];
    }
    return mean_of(drawn);
  };
}

// In ascending order. `draw_once` returns a draw's difference from the estimate, and the standard
// error of the draw.
std::vector<double> studentised_distances(std::size_t draws, auto draw_once) {
  std::vector<double> distances;
  distances.reserve(draws);
  while (distances.size() < draws) {
    const Mean difference = draw_once();
    if (difference.standard_error > 0) {
      distances.push_back(std::abs(difference.value) / difference.standard_error);
    }
  }
  std::ranges::sort(distances);
  return distances;
}

Reach reach_of(const std::vector<double>& distances, const Levels& levels,
               double degrees_of_freedom) {
  Reach reach{};
  const auto count = static_cast<double>(distances.size());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto rank = static_cast<std::size_t>(std::ceil(levels[i] * (count + 1) - rank_tolerance));
    const double student = two_sided_t(degrees_of_freedom, levels[i]);
    reach[i] = std::clamp(distances[std::min(rank, distances.size()) - 1], student,
                          most_of_student * student);
  }
  return reach;
}

}  // namespace

Reach bootstrap_reach(std::span<const double> values, const Levels& levels, Random& random,
                      std::size_t draws) {
  const Mean mean = mean_of(values);
  if (mean.standard_error == 0) {
    return {};
  }
  auto draw = resampler(values, random);
  const auto distances = studentised_distances(draws, [&]() -> Mean {
    const Mean drawn = draw();
    return {.value = drawn.value - mean.value, .standard_error = drawn.standard_error};
  });
  return reach_of(distances, levels, static_cast<double>(values.size() - 1));
}

Reach bootstrap_reach(std::span<const double> values, std::span<const double> baseline,
                      const Levels& levels, Random& random, std::size_t draws) {
  const Mean ours = mean_of(values);
  const Mean theirs = mean_of(baseline);
  if (ours.standard_error == 0 && theirs.standard_error == 0) {
    return {};
  }
  auto draw_ours = resampler(values, random);
  auto draw_theirs = resampler(baseline, random);
  const auto distances = studentised_distances(draws, [&]() -> Mean {
    const Mean our = draw_ours();
    const Mean their = draw_theirs();
    return {.value = (our.value - ours.value) - (their.value - theirs.value),
            .standard_error = std::sqrt(our.variance() + their.variance())};
  });
  return reach_of(distances, levels,
                  static_cast<double>(std::min(values.size(), baseline.size()) - 1));
}

}  // namespace tiga::stats
