#include "stats/bootstrap.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tiga::stats {
namespace {

using Values = std::vector<double>;
constexpr Levels levels = {0.90, 0.95, 0.99};
constexpr std::size_t draws = 9999;

Reach reach_of(const Values& values, std::uint64_t seed = 1) {
  Random random(seed);
  return bootstrap_reach(values, levels, random, draws);
}

TEST(BootstrapReach, OfThreeValuesMatchesThatComputedByHand) {
  // Draws of 0, 0, 3 up to order: 0 0 3 (12 of 18 that have a deviation): mean 1, distance 0;
  // 0 3 3 (6 of 18): mean 2, standard error 1, distance 1. Student's t is 2.920, 4.303 and 9.925.
  const Reach found = reach_of({0, 0, 3});
  EXPECT_NEAR(found[0], 2.920, 1e-3);
  EXPECT_NEAR(found[1], 4.303, 1e-3);
  EXPECT_NEAR(found[2], 9.925, 1e-3);
}

TEST(BootstrapReach, IsTheQuantileOfTheDistances) {
  // Six 0 and six 1: k ones in a draw is binomial(12, 1/2); k = 2 or 10, with probability 132/4094,
  // is |2/12 - 1/2| / sqrt(2/12 10/12 / 11) = 2.966 away; what is farther off has 24/4094, and with
  // what is nearer (k = 3 or 9: 1.915) 3938/4094 = 0.9619 are reached.
  const Reach found = reach_of({0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
  EXPECT_NEAR(found[0], 1.9149, 1e-3);
  EXPECT_NEAR(found[1], 2.2010, 1e-3) << "Student's t with 11 degrees of freedom";
  // 0.99 lies within k = 2 or 10: 2.966 is less than Student's 3.106.
  EXPECT_NEAR(found[2], 3.1058, 1e-3);
}

TEST(BootstrapReach, IsAtMostTwiceThatOfStudentsT) {
  // Draws without the last value are thousands of standard errors away.
  const Reach found = reach_of({0, 1e-6, 0, 1e-6, 0, 1e-6, 0, 1e-6, 0, 1e-6, 0, 1});
  EXPECT_NEAR(found[0], 2 * 1.7959, 1e-3);
  EXPECT_NEAR(found[1], 2 * 2.2010, 1e-3);
  EXPECT_NEAR(found[2], 2 * 3.1058, 1e-3);
}

TEST(BootstrapReach, IsWiderThanStudentsTForSkewedValues) {
  const Reach found = reach_of({0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.6, 2.2, 4.0});
  EXPECT_GT(found[1], 1.1 * 2.2010);
  EXPECT_LT(found[1], 2 * 2.2010);
}

TEST(BootstrapReach, OfEqualValuesIsZero) {
  EXPECT_EQ(reach_of(Values(12, 0.1)), Reach{});
  Random random(1);
  EXPECT_EQ(bootstrap_reach(Values(12, 0.1), Values(4, 0.3), levels, random, draws), Reach{});
}

TEST(BootstrapReach, OfTwoSeriesIsLimitedByTheShorter) {
  const Values many = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  Random random(1);
  const Reach found = bootstrap_reach(many, Values{0.1, 0.1, 0.1}, levels, random, draws);
  EXPECT_GE(found[1], 4.3026);
}

TEST(BootstrapReach, DependsOnlyOnTheSeed) {
  const Values values = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.6, 2.2, 4.0};
  EXPECT_EQ(reach_of(values, 3), reach_of(values, 3));
  EXPECT_NE(reach_of(values, 3), reach_of(values, 4));
}

}  // namespace
}  // namespace tiga::stats
