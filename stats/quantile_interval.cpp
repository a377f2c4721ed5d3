#include "stats/quantile_interval.hpp"

#include <algorithm>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <stdexcept>
#include <vector>

namespace tiga::stats {
namespace {

void check_range(double probability) {
  if (!(probability > 0 && probability < 1)) {
    throw std::invalid_argument("quantile_ranks: p and level must lie between 0 and 1");
  }
}

// `is_below` is true up to some number of successes and false from there: that number; `count` if
// there is none.
std::uint64_t first_where_not(std::uint64_t count, auto is_below) {
  using Number = boost::counting_iterator<std::uint64_t>;
  return *std::partition_point(Number(0), Number(count), is_below);
}

}  // namespace

std::optional<RankInterval> quantile_ranks(std::uint64_t count, double p, double level) {
  check_range(p);
  check_range(level);
  const double miss = (1 - level) / 2;
  const boost::math::binomial_distribution<double> below(static_cast<double>(count), p);
  // The value of rank r lies above the quantile if fewer than r are below it.
  const std::uint64_t lower = first_where_not(count, [&](std::uint64_t rank) {
    return boost::math::cdf(below, static_cast<double>(rank)) <= miss;
  });
  const std::uint64_t upper = first_where_not(count, [&](std::uint64_t rank) {
    return boost::math::cdf(boost::math::complement(below, static_cast<double>(rank))) > miss;
  });
  if (lower == 0 || upper == count) {
    return std::nullopt;
  }
  return RankInterval{.lower = lower, .upper = upper + 1};
}

std::optional<Interval> quantile_interval(std::span<const double> values, double p, double level) {
  const auto ranks = quantile_ranks(values.size(), p, level);
  if (!ranks) {
    return std::nullopt;
  }
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return Interval{.lower = sorted[ranks->lower - 1], .upper = sorted[ranks->upper - 1]};
}

std::optional<Interval> quantile_interval(const Samples& samples, double p, double level) {
  const auto ranks = quantile_ranks(samples.count(), p, level);
  if (!ranks) {
    return std::nullopt;
  }
  const auto value_of = [&](std::uint64_t rank) {
    return static_cast<double>(
        samples.value_at(static_cast<double>(rank) / static_cast<double>(samples.count())));
  };
  return Interval{.lower = value_of(ranks->lower), .upper = value_of(ranks->upper)};
}

}  // namespace tiga::stats
