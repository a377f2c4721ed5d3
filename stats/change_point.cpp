#include "stats/change_point.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "stats/comparison.hpp"
#include "stats/dependence.hpp"
#include "stats/method.hpp"

namespace tiga::stats {
namespace {

// Sums of the same values in another order differ by rounding; they count as ties.
constexpr double rounding = 1e-9;
// With so many hits the p-value is known well enough.
constexpr std::size_t enough_hits = 20;

struct Division {
  std::size_t at = 0;
  double distance =
      0;  // square of the difference of means by its standard error, but for constants
};

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void centre(std::vector<double>& values) {
  const double middle = mean(values);
  std::ranges::for_each(values, [middle](double& value) { value -= middle; });
}

// Of values whose sum is 0: then the difference of the means of k and n - k values is their first
// sum by k (n - k) / n, and what it leaves of the sum of squares follows from its share of it.
Division farthest(std::span<const double> centred, std::size_t least_part) {
  const auto count = static_cast<double>(centred.size());
  const double squares = std::inner_product(centred.begin(), centred.end(), centred.begin(), 0.0);
  Division best;
  double sum = 0;
  for (std::size_t at = 0; at + least_part < centred.size();) {
    sum += centred[at++];
    if (at < least_part) {
      continue;
    }
    const auto before = static_cast<double>(at);
    const double distance = sum * sum / (before * (count - before) / count * squares);
    if (distance > best.distance) {
      best = {at, distance};
    }
  }
  return best;
}

// The division of a series whose values are not all equal.
std::optional<Division> division_of(std::span<const double> values, std::size_t least_part) {
  if (values.size() < 2 * least_part || least_part == 0) {
    return std::nullopt;
  }
  const auto [least, most] = std::ranges::minmax(values);
  std::vector<double> centred(values.begin(), values.end());
  centre(centred);
  const Division found = farthest(centred, least_part);
  return least == most || found.at == 0 ? std::nullopt : std::optional(found);
}

// A series in which each value keeps the share `correlation` of the one before (autoregressive),
// with one deviation from its first value on.
class Series {
 public:
  explicit Series(double correlation)
      : correlation_(correlation), scale_of_first_(std::sqrt(1 - correlation * correlation)) {}

  // What each value of it adds.
  std::vector<double> innovations(std::span<const double> values) const {
    std::vector<double> added(values.begin(), values.end());
    centre(added);
    for (std::size_t at = added.size() - 1; at > 0; --at) {
      added[at] -= correlation_ * added[at - 1];
    }
    added.front() *= scale_of_first_;
    return added;
  }

  // The reverse, centred.
  void make(std::span<const double> innovations, std::vector<double>& values) const {
    values.assign(innovations.begin(), innovations.end());
    values.front() /= scale_of_first_;
    for (std::size_t at = 1; at < values.size(); ++at) {
      values[at] += correlation_ * values[at - 1];
    }
    centre(values);
  }

 private:
  double correlation_;
  double scale_of_first_;
};

// Of neighbouring values, where a change of their mean does not count.
double correlation_within_parts(std::span<const std::vector<double>> family,
                                std::size_t independent) {
  std::vector<std::vector<double>> parts;
  parts.reserve(2 * family.size());
  for (const std::vector<double>& values : family) {
    if (const auto found = division_of(values, least_change_part)) {
      const auto change = values.begin() + static_cast<std::ptrdiff_t>(found->at);
      parts.emplace_back(values.begin(), change);
      parts.emplace_back(change, values.end());
    }
  }
  return neighbour_correlation(parts, 2 * independent);
}

}  // namespace

std::optional<ChangePoint> find_change(std::span<const double> values, double correlation,
                                       Random& random, std::size_t draws, std::size_t least_part) {
  const std::optional<Division> found = division_of(values, least_part);
  if (!found) {
    return std::nullopt;
  }
  const Series unchanged(correlation);
  std::vector<double> innovations = unchanged.innovations(values);
  std::vector<double> drawn_values;
  std::size_t hits = 0;
  std::size_t drawn = 0;
  while (drawn < draws && hits < enough_hits) {
    random.shuffle(innovations);
    unchanged.make(innovations, drawn_values);
    ++drawn;
    const double distance = farthest(drawn_values, least_part).distance;
    hits += distance >= found->distance * (1 - rounding) ? 1U : 0U;
  }
  const double p_value = hits == enough_hits
                             ? static_cast<double>(hits) / static_cast<double>(drawn)
                             : static_cast<double>(1 + hits) / static_cast<double>(1 + drawn);
  return ChangePoint{found->at, mean(values.first(found->at)), mean(values.subspan(found->at)),
                     p_value};
}

std::vector<std::optional<ChangePoint>> find_changes(std::span<const std::vector<double>> family,
                                                     std::size_t independent, std::uint64_t seed) {
  const double correlation = correlation_within_parts(family, independent);
  // The least p-value must be significant after a correction for all of them.
  const std::size_t draws = std::max(default_draws, 200 * family.size());
  std::vector<std::optional<ChangePoint>> changes;
  changes.reserve(family.size());
  std::vector<double> p_values;
  for (std::size_t at = 0; at < family.size(); ++at) {
    Random random(seed + at);
    changes.push_back(find_change(family[at], correlation, random, draws));
    if (changes.back()) {
      p_values.push_back(changes.back()->p_value);
    }
  }
  const std::vector<double> corrected = holm(p_values);
  auto next = corrected.begin();
  for (std::optional<ChangePoint>& change : changes) {
    if (change) {
      change->p_value = *next++;
      if (change->p_value >= change_significance) {
        change.reset();
      }
    }
  }
  return changes;
}

}  // namespace tiga::stats
