#include "stats/permutation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "stats/mean.hpp"

namespace tiga::stats {
namespace {

constexpr std::size_t exact_limit = 32;
// Sums of the same values in another order differ by rounding; they count as ties.
constexpr double tie_tolerance = 1e-12;

// The sums under all assignments of signs, ascending: each value splits every sum in two.
std::vector<double> signed_sums(std::span<const double> values) {
  std::vector<double> sums = {0};
  for (const double value : values) {
    const double size = std::abs(value);
    std::vector<double> below(sums.size());
    std::vector<double> above(sums.size());
    std::ranges::transform(sums, below.begin(), [&](double sum) { return sum - size; });
    std::ranges::transform(sums, above.begin(), [&](double sum) { return sum + size; });
    sums.resize(2 * sums.size());
    std::ranges::merge(below, above, sums.begin());
  }
  return sums;
}

// The number of pairs, with one sum from each half, that reach `distance`.
double count_at_least(const std::vector<double>& left, const std::vector<double>& right,
                      double distance) {
  double count = 0;
  auto first = right.end();  // falls as `sum` rises
  for (const double sum : left) {
    while (first != right.begin() && sum + *(first - 1) >= distance) {
      --first;
    }
    count += static_cast<double>(right.end() - first);
  }
  return count;
}

// All 2^n assignments are a sum of one half with a sum of the other: 2^(n/2) steps (Horowitz and
// Sahni, 1974). Those at or below -distance are as many as those at or above it.
double exact_share(std::span<const double> values, double distance) {
  const std::vector<double> left = signed_sums(values.first(values.size() / 2));
  const std::vector<double> right = signed_sums(values.subspan(values.size() / 2));
  const double all = static_cast<double>(left.size()) * static_cast<double>(right.size());
  return std::min(1.0, 2 * count_at_least(left, right, distance) / all);
}

double flipped_sum(std::span<const double> values, Random& random) {
  double sum = 0;
  std::uint64_t signs = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % 64 == 0) {
      signs = random.bits();
    }
    sum += (signs >> (i % 64) & 1) != 0 ? values[i] : -values[i];
  }
  return sum;
}

double corrected_share(std::size_t hits, std::size_t draws) {
  return static_cast<double>(1 + hits) / static_cast<double>(1 + draws);
}

double studentised_difference(std::span<const double> values, std::span<const double> baseline) {
  const Mean ours = mean_of(values);
  const Mean theirs = mean_of(baseline);
  const double difference = std::abs(ours.value - theirs.value);
  if (difference == 0) {
    return 0;
  }
  const double variance = ours.variance() + theirs.variance();
  return variance == 0 ? std::numeric_limits<double>::infinity() : difference / std::sqrt(variance);
}

}  // namespace

double sign_flip_p(std::span<const double> values, Random& random, std::size_t draws) {
  double sum = 0;
  double sizes = 0;
  for (const double value : values) {
    sum += value;
    sizes += std::abs(value);
  }
  const double distance = std::abs(sum) - tie_tolerance * sizes;
  if (distance <= 0) {
    return 1;
  }
  if (values.size() <= exact_limit) {
    return exact_share(values, distance);
  }
  std::size_t hits = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    if (std::abs(flipped_sum(values, random)) >= distance) {
      ++hits;
    }
  }
  return corrected_share(hits, draws);
}

double relabelling_p(std::span<const double> values, std::span<const double> baseline,
                     Random& random, std::size_t draws) {
  const double distance = studentised_difference(values, baseline) * (1 - tie_tolerance);
  std::vector<double> pooled(values.begin(), values.end());
  pooled.insert(pooled.end(), baseline.begin(), baseline.end());
  std::size_t hits = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    random.shuffle(pooled);
    const std::span<const double> ours = std::span(pooled).first(values.size());
    const std::span<const double> theirs = std::span(pooled).subspan(values.size());
    if (studentised_difference(ours, theirs) >= distance) {
      ++hits;
    }
  }
  return corrected_share(hits, draws);
}

}  // namespace tiga::stats
