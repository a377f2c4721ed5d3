#include "stats/quantile_interval.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "stats/random.hpp"

namespace tiga::stats {
namespace {

TEST(QuantileRanks, OfTheMedianMatchPublishedTables) {
  // Ranks of the sign test's interval (Conover 1999, table A3; Hollander and Wolfe, table A.2).
  EXPECT_EQ(quantile_ranks(6, 0.5), (RankInterval{1, 6}));
  EXPECT_EQ(quantile_ranks(10, 0.5), (RankInterval{2, 9}));
  EXPECT_EQ(quantile_ranks(20, 0.5), (RankInterval{6, 15}));
  EXPECT_EQ(quantile_ranks(100, 0.5), (RankInterval{40, 61}));
}

TEST(QuantileRanks, DoNotExistForTooSmallASample) {
  EXPECT_FALSE(quantile_ranks(0, 0.5));
  EXPECT_FALSE(quantile_ranks(5, 0.5)) << "2 / 2^5 > 0.05";
  EXPECT_FALSE(quantile_ranks(367, 0.99)) << "0.99^367 > 0.025";
  EXPECT_TRUE(quantile_ranks(368, 0.99));
  EXPECT_FALSE(quantile_ranks(367, 0.01));
  EXPECT_TRUE(quantile_ranks(368, 0.01));
  EXPECT_FALSE(quantile_ranks(368, 0.99, 0.99));
}

TEST(QuantileRanks, OfManyValuesMatchTheNormalApproximation) {
  // 990,000 -+ 1.96 sqrt(10^6 x 0.99 x 0.01) = 990,000 -+ 195.
  const auto ranks = quantile_ranks(1'000'000, 0.99);
  ASSERT_TRUE(ranks);
  EXPECT_NEAR(static_cast<double>(ranks->lower), 990'000 - 195, 2);
  EXPECT_NEAR(static_cast<double>(ranks->upper), 990'001 + 195, 2);
}

TEST(QuantileRanks, RefuseInvalidProbabilities) {
  EXPECT_THROW(quantile_ranks(10, 0), std::invalid_argument);
  EXPECT_THROW(quantile_ranks(10, 1), std::invalid_argument);
  EXPECT_THROW(quantile_ranks(10, std::nan("")), std::invalid_argument);
  EXPECT_THROW(quantile_ranks(10, 0.5, 1), std::invalid_argument);
}

TEST(QuantileInterval, UsesTheValuesAtTheRanks) {
  const std::vector<double> values = {9, 1, 8, 2, 7, 3, 6, 4, 5, 10};
  const auto interval = quantile_interval(values, 0.5);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->lower, 2);
  EXPECT_EQ(interval->upper, 9);
  EXPECT_FALSE(quantile_interval(values, 0.9));
}

TEST(QuantileInterval, WorksOnSamplesToo) {
  Samples samples;
  for (std::uint64_t value = 1; value <= 1000; ++value) {
    samples.add(value);
  }
  for (const double p : {0.1, 0.5, 0.9, 0.99}) {
    const auto ranks = quantile_ranks(1000, p);
    const auto interval = quantile_interval(samples, p);
    ASSERT_TRUE(ranks && interval);
    EXPECT_EQ(interval->lower, static_cast<double>(ranks->lower));
    EXPECT_EQ(interval->upper, static_cast<double>(ranks->upper));
  }
}

TEST(QuantileInterval, CoversTheTrueQuantile) {
  // Uniform in 0 ... 999,999, 400 values: the 90th percentile is 900,000.
  Random random(5);
  int held = 0;
  for (int round = 0; round < 1000; ++round) {
    std::vector<double> values(400);
    for (double& value : values) {
      value = static_cast<double>(random.below(1'000'000));
    }
    const auto interval = quantile_interval(values, 0.9);
    held += interval->lower <= 900'000 && 900'000 <= interval->upper ? 1 : 0;
  }
  EXPECT_GE(held, 940);
  EXPECT_LE(held, 985) << "wider than need be";
}

}  // namespace
}  // namespace tiga::stats
