#include "stats/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace tiga::stats {
namespace {

Samples samples_of(const std::vector<std::uint64_t>& values) {
  Samples samples;
  for (const std::uint64_t value : values) {
    samples.add(value);
  }
  return samples;
}

/// Values over many orders of magnitude, as latencies are.
std::vector<std::uint64_t> random_latencies(std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::lognormal_distribution<double> latency(12, 3);
  std::vector<std::uint64_t> values(count);
  std::generate(values.begin(), values.end(),
                [&] { return static_cast<std::uint64_t>(latency(random)); });
  return values;
}

std::uint64_t order_statistic(std::vector<std::uint64_t> values, std::size_t rank) {
  std::sort(values.begin(), values.end());
  return values[rank - 1];
}

TEST(Samples, HaveNoStatisticsIfEmpty) {
  const Samples samples;
  EXPECT_EQ(samples.count(), 0u);
  EXPECT_TRUE(samples.exact());
  EXPECT_FALSE(samples.min());
  EXPECT_FALSE(samples.max());
  EXPECT_FALSE(samples.mean());
  EXPECT_FALSE(samples.deviation());
  EXPECT_FALSE(samples.quantile(0.5));
  EXPECT_TRUE(samples.bins().empty());
}

TEST(Samples, HaveTheStatisticsOfKnownValues) {
  const Samples samples = samples_of({4, 2, 8, 6});
  EXPECT_EQ(samples.min(), 2u);
  EXPECT_EQ(samples.max(), 8u);
  EXPECT_DOUBLE_EQ(*samples.mean(), 5);
  EXPECT_DOUBLE_EQ(*samples.deviation(), std::sqrt(20.0 / 3));
  EXPECT_DOUBLE_EQ(*samples.quantile(0.5), 4);  // the lower middle
  EXPECT_DOUBLE_EQ(*samples.quantile(0.51), 6);
  EXPECT_EQ(samples.value_at(0.99), 8u);
}

TEST(Samples, RankIsExactDespiteRounding) {
  std::vector<std::uint64_t> values(100);
  std::iota(values.begin(), values.end(), 1);
  const Samples samples = samples_of(values);
  for (int percent = 1; percent < 100; ++percent) {
    EXPECT_EQ(samples.value_at(percent / 100.0), static_cast<std::uint64_t>(percent));
  }
}

TEST(Samples, ATailQuantileNeedsASampleBeyondIt) {
  EXPECT_FALSE(samples_of(random_latencies(9, 1)).quantile(0.9));
  EXPECT_TRUE(samples_of(random_latencies(10, 1)).quantile(0.9));
  EXPECT_FALSE(samples_of(random_latencies(99, 1)).quantile(0.99));
  EXPECT_TRUE(samples_of(random_latencies(100, 1)).quantile(0.99));
  EXPECT_FALSE(samples_of(random_latencies(999, 1)).quantile(0.999));
  EXPECT_TRUE(samples_of(random_latencies(1000, 1)).quantile(0.999));
  EXPECT_TRUE(samples_of({7}).quantile(0.5));
}

TEST(Samples, AreExactOnlyUpToTheLimit) {
  Samples samples = samples_of(random_latencies(Samples::exact_limit, 2));
  EXPECT_TRUE(samples.exact());
  samples.add(1);
  EXPECT_FALSE(samples.exact());
  EXPECT_EQ(samples.count(), Samples::exact_limit + 1);
}

TEST(Samples, HaveAnAccurateDeviationForCloseLargeValues) {
  // Cancellation would ruin a sum of squares in doubles.
  const std::uint64_t base = 10'000'000'000;
  EXPECT_DOUBLE_EQ(*samples_of({base, base + 1, base + 2}).deviation(), 1);
}

class SamplesOfSize : public testing::TestWithParam<std::size_t> {};

TEST_P(SamplesOfSize, QuantilesAgreeWithSorting) {
  const auto values = random_latencies(GetParam(), 3);
  const Samples samples = samples_of(values);
  for (const double p : {0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(
        std::max(1.0, std::ceil(p * static_cast<double>(values.size()) - 1e-6)));
    const auto truth = static_cast<double>(order_statistic(values, rank));
    const auto found = static_cast<double>(samples.value_at(p));
    if (samples.exact()) {
      EXPECT_EQ(found, truth) << p;
    } else {
      EXPECT_NEAR(found, truth, truth / 256) << p;
    }
  }
}

TEST_P(SamplesOfSize, SummaryAgreesWithTheDefinitions) {
  const auto values = random_latencies(GetParam(), 4);
  const Samples samples = samples_of(values);
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const std::uint64_t value : values) {
    squares += std::pow(static_cast<double>(value) - mean, 2);
  }
  EXPECT_EQ(samples.min(), *std::min_element(values.begin(), values.end()));
  EXPECT_EQ(samples.max(), *std::max_element(values.begin(), values.end()));
  EXPECT_NEAR(*samples.mean(), mean, mean * 1e-9);
  if (values.size() > 1) {
    EXPECT_NEAR(*samples.deviation(), std::sqrt(squares / (n - 1)), mean * 1e-6);
  }
}

TEST_P(SamplesOfSize, BinsContainEveryValue) {
  auto values = random_latencies(GetParam(), 5);
  const std::vector<Bin> bins = samples_of(values).bins();
  std::sort(values.begin(), values.end());
  const auto below = [&](std::uint64_t limit) {
    return std::lower_bound(values.begin(), values.end(), limit) - values.begin();
  };
  std::uint64_t count = 0;
  std::uint64_t previous_upper = 0;
  for (const Bin& bin : bins) {
    EXPECT_GE(bin.lower, previous_upper);
    EXPECT_LT(bin.lower, bin.upper);
    EXPECT_LE(bin.upper - bin.lower, std::max<std::uint64_t>(1, bin.lower / 256));
    EXPECT_EQ(bin.count, static_cast<std::uint64_t>(below(bin.upper) - below(bin.lower)));
    EXPECT_GT(bin.count, 0u);
    previous_upper = bin.upper;
    count += bin.count;
  }
  EXPECT_EQ(count, values.size());
}

INSTANTIATE_TEST_SUITE_P(, SamplesOfSize,
                         testing::Values(1, 2, 3, 10, 999, 1000, Samples::exact_limit,
                                         Samples::exact_limit + 1, 400'000));

TEST(Samples, HaveTheExpectedBinEdges) {
  const std::vector<Bin> bins = samples_of({0, 255, 256, 511, 512, 513, 1ull << 40}).bins();
  ASSERT_EQ(bins.size(), 6u);
  EXPECT_EQ(bins[3].upper, 512u);
  EXPECT_EQ(bins[4].lower, 512u);  // 512 and 513 share a bin of width 2
  EXPECT_EQ(bins[4].upper, 514u);
  EXPECT_EQ(bins[4].count, 2u);
  EXPECT_EQ(bins[5].lower, 1ull << 40);
}

TEST(Samples, MergingEqualsAddingAllValues) {
  for (const auto& [left, right] :
       std::vector<std::pair<std::size_t, std::size_t>>{{0, 0},
                                                        {0, 5},
                                                        {5, 0},
                                                        {70'000, 61'000},
                                                        {70'000, 70'000},
                                                        {140'000, 10},
                                                        {10, 140'000},
                                                        {140'000, 140'000}}) {
    auto values = random_latencies(left, 6);
    Samples merged = samples_of(values);
    const auto others = random_latencies(right, 7);
    merged.merge(samples_of(others));
    values.insert(values.end(), others.begin(), others.end());
    const Samples together = samples_of(values);
    EXPECT_EQ(merged.count(), together.count());
    EXPECT_EQ(merged.exact(), together.exact());
    EXPECT_EQ(merged.min(), together.min());
    EXPECT_EQ(merged.max(), together.max());
    EXPECT_EQ(merged.mean(), together.mean());
    EXPECT_EQ(merged.deviation(), together.deviation());
    if (!values.empty()) {
      EXPECT_EQ(merged.value_at(0.5), together.value_at(0.5));
      EXPECT_EQ(merged.value_at(0.99), together.value_at(0.99));
    }
  }
}

TEST(Samples, AddingAValueManyTimesEqualsAddingItOneByOne) {
  for (const std::uint64_t times : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7},
                                    std::uint64_t{Samples::exact_limit + 5}}) {
    Samples together;
    Samples one_by_one;
    for (Samples* samples : {&together, &one_by_one}) {
      samples->add(5);
      samples->add(900);
    }
    together.add(300, times);
    for (std::uint64_t count = 0; count < times; ++count) {
      one_by_one.add(300);
    }
    EXPECT_EQ(together.count(), one_by_one.count());
    EXPECT_EQ(together.exact(), one_by_one.exact());
    EXPECT_EQ(together.mean(), one_by_one.mean());
    EXPECT_EQ(together.deviation(), one_by_one.deviation());
    EXPECT_EQ(together.quantile(0.5), one_by_one.quantile(0.5));
    EXPECT_EQ(together.bins().size(), one_by_one.bins().size());
  }
}

}  // namespace
}  // namespace tiga::stats
