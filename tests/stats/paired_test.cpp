// Expected values are worked out by hand from published t quantiles (two-sided 95 %: 12.7062 with
// 1 degree of freedom, 4.3027 with 2, 2.2622 with 9; 90 %: 2.9200 with 2).
#include "stats/paired.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace tiga::stats {
namespace {

using Values = std::vector<double>;

TEST(PairedRatio, OfTwoPairsMatchesThatComputedByHand) {
  // log ratios ln 0.5 and ln 2: mean 0, deviation sqrt(2) ln 2, standard error ln 2.
  const RatioEstimate estimate = paired_ratio(Values{1, 4}, Values{2, 2});
  EXPECT_NEAR(estimate.ratio, 1.0, 1e-12);
  EXPECT_NEAR(std::log(estimate.upper), 12.7062 * std::log(2.0), 1e-3);
  EXPECT_NEAR(std::log(estimate.lower), -12.7062 * std::log(2.0), 1e-3);
  EXPECT_EQ(estimate.pairs, 2u);
  EXPECT_EQ(estimate.level, 0.95);
  EXPECT_NEAR(estimate.least, 0.5, 1e-12);
  EXPECT_NEAR(estimate.most, 2.0, 1e-12);
}

// log ratios 0.1, 0.2, 0.3: mean 0.2, deviation 0.1, standard error 0.1 / sqrt(3) = 0.0577350.
const Values three = {std::exp(0.1), std::exp(0.2), std::exp(0.3)};
const Values ones = {1, 1, 1};

TEST(PairedRatio, OfThreePairsMatchesThatComputedByHand) {
  const RatioEstimate estimate = paired_ratio(three, ones);
  EXPECT_NEAR(estimate.ratio, std::exp(0.2), 1e-12);
  EXPECT_NEAR(std::log(estimate.lower), 0.2 - 4.3027 * 0.0577350, 1e-5);
  EXPECT_NEAR(std::log(estimate.upper), 0.2 + 4.3027 * 0.0577350, 1e-5);
}

TEST(PairedRatio, TheConfidenceLevelSetsTheWidth) {
  const RatioEstimate estimate = paired_ratio(three, ones, 0.90);
  EXPECT_NEAR(std::log(estimate.lower), 0.2 - 2.9200 * 0.0577350, 1e-5);
  EXPECT_NEAR(std::log(estimate.upper), 0.2 + 2.9200 * 0.0577350, 1e-5);
  EXPECT_EQ(estimate.level, 0.90);
}

TEST(PairedRatio, OfTenPairsUsesNineDegreesOfFreedom) {
  // log ratios 1 to 10 hundredths: mean 0.055, deviation 0.01 sqrt(82.5 / 9) = 0.0302765.
  Values numerators;
  for (int hundredths = 1; hundredths <= 10; ++hundredths) {
    numerators.push_back(std::exp(hundredths / 100.0));
  }
  const RatioEstimate estimate = paired_ratio(numerators, Values(10, 1.0));
  EXPECT_NEAR(std::log(estimate.ratio), 0.055, 1e-12);
  EXPECT_NEAR(std::log(estimate.upper), 0.055 + 2.2622 * 0.0302765 / std::sqrt(10.0), 1e-6);
}

TEST(PairedRatio, TheInverseRatioHasTheInverseInterval) {
  const Values left = {3, 4, 5, 9};
  const Values right = {2, 3, 3, 7};
  const RatioEstimate forth = paired_ratio(left, right);
  const RatioEstimate back = paired_ratio(right, left);
  EXPECT_NEAR(forth.ratio * back.ratio, 1, 1e-12);
  EXPECT_NEAR(forth.lower * back.upper, 1, 1e-12);
  EXPECT_NEAR(forth.upper * back.lower, 1, 1e-12);
}

TEST(PairedRatio, DriftOverRoundsCancels) {
  const RatioEstimate estimate = paired_ratio(Values{8, 80, 800}, Values{10, 100, 1000});
  EXPECT_NEAR(estimate.ratio, 0.8, 1e-12);
  EXPECT_NEAR(estimate.lower, 0.8, 1e-9);
  EXPECT_NEAR(estimate.upper, 0.8, 1e-9);
}

TEST(PairedRatio, RefusesSeriesWithoutAnEstimate) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THROW(paired_ratio(Values{}, Values{}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1}, Values{1}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, 2}, Values{1, 2, 3}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, 0}, Values{1, 2}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, 2}, Values{1, -2}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, std::nan("")}, Values{1, 2}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, 2}, Values{infinity, 2}), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, 2}, Values{1, 2}, 0), std::invalid_argument);
  EXPECT_THROW(paired_ratio(Values{1, 2}, Values{1, 2}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tiga::stats
