// Expected values are enumerated by hand.
#include "stats/dependence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "stats/mean.hpp"
#include "stats/method.hpp"

namespace tiga::stats {
namespace {

using Values = std::vector<double>;
using Series = std::vector<Values>;

// 1 … count.
Values rising(std::size_t count) {
  Values values(count);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

TEST(NeighbourCorrelation, IsUnbiasedAndShrunkByTheNumberOfValues) {
  // Around the mean: -2.5 … 2.5; squares 17.5; products 3.75 + 0.75 - 0.25 + 0.75 + 3.75 = 8.75:
  // r = 0.5, unbiased (6 x 0.5 + 1) / 2 = 2. Its variance is 6 / 2^2 = 1.5, the prior's 0.1849:
  // shrunk to 2 x 0.1849 / 1.6849 = 0.2195.
  EXPECT_NEAR(neighbour_correlation(Series{rising(6)}, 1), 0.2195, 1e-4);
  // Of four independent series the variance is 0.375: 2 x 0.1849 / 0.5599 = 0.6605.
  EXPECT_NEAR(neighbour_correlation(Series(4, rising(6)), 4), 0.6605, 1e-4);
  // Of four that follow from one it stays 1.5.
  EXPECT_NEAR(neighbour_correlation(Series(4, rising(6)), 1), 0.2195, 1e-4);
}

TEST(NeighbourCorrelation, WeighsLongSeriesMore) {
  // Alternating: r = -11/12, unbiased (-11 + 1) / 8 = -1.25, weight 64/12; 6 rising: 2, weight 4/6.
  const Values alternating = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
  EXPECT_EQ(neighbour_correlation(Series{alternating, rising(6)}, 2), 0) << "below 0 is 0";
  EXPECT_GT(neighbour_correlation(Series{rising(12), alternating, rising(12)}, 3), 0);
}

TEST(NeighbourCorrelation, HasALimit) {
  EXPECT_EQ(neighbour_correlation(Series(20, rising(20)), 20), most_correlation);
}

TEST(NeighbourCorrelation, IsZeroWithoutEnoughValues) {
  EXPECT_EQ(neighbour_correlation(Series{}, 0), 0);
  EXPECT_EQ(neighbour_correlation(Series{rising(5), rising(2), {}}, 3), 0);
}

TEST(NeighbourCorrelation, OfEqualValuesIsThatOfIndependentOnes) {
  EXPECT_LT(neighbour_correlation(Series(4, Values(12, 0.3)), 4), 0.15);
}

TEST(DependenceOf, IndependentValuesIsNone) {
  const Dependence none = dependence_of(0, 12);
  EXPECT_EQ(none.error_factor, 1);
  EXPECT_EQ(none.degrees_of_freedom, 11);
  EXPECT_EQ(interval_widening(0, 12, confidence), 1);
}

TEST(DependenceOf, MatchesAnExampleComputedByHand) {
  // n = 3, rho = 1/2: n Var(mean) = 1 + 2 (2/3 x 1/2 + 1/3 x 1/4) = 11/6; E(s^2) = (3 - 11/6) / 2 =
  // 7/12; 22/7 times. Degrees of freedom 2 x 3/4 / (5/4) = 1.2.
  const Dependence found = dependence_of(0.5, 3);
  EXPECT_NEAR(found.error_factor, std::sqrt(22.0 / 7), 1e-12);
  EXPECT_NEAR(found.degrees_of_freedom, 1.2, 1e-12);
  const double wider =
      std::sqrt(22.0 / 7) * two_sided_t(1.2, confidence) / two_sided_t(2, confidence);
  EXPECT_NEAR(interval_widening(0.5, 3, confidence), wider, 1e-12);
}

TEST(DependenceOf, ApproachesItsLimitForManyValues) {
  EXPECT_NEAR(dependence_of(0.5, 100'000).error_factor, std::sqrt(3.0), 1e-4);
}

}  // namespace
}  // namespace tiga::stats
