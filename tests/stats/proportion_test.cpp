#include "stats/proportion.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tiga::stats {
namespace {

void expect_interval(const Proportion& found, double lower, double upper) {
  EXPECT_NEAR(found.lower, lower, 1e-9);
  EXPECT_NEAR(found.upper, upper, 1e-9);
}

// binom.test() of R 4.2.
TEST(Proportion, IsTheIntervalOfClopperAndPearson) {
  expect_interval(proportion(2, 60), 0.0040626246, 0.1152810444);
  expect_interval(proportion(235, 240), 0.9520543008, 0.9932016894);
  expect_interval(proportion(1, 3, 0.99), 0.0016694522, 0.9585998493);
  expect_interval(proportion(27, 540, 0.90), 0.0355237153, 0.0682951273);
}

TEST(Proportion, ReachesTheEndsIfAllOrNoneSucceeded) {
  expect_interval(proportion(0, 10), 0, 1 - std::pow(0.025, 0.1));
  expect_interval(proportion(10, 10), std::pow(0.025, 0.1), 1);
  expect_interval(proportion(0, 0), 0, 1);
}

TEST(Proportion, HasAShare) {
  EXPECT_DOUBLE_EQ(proportion(3, 12).share(), 0.25);
  EXPECT_DOUBLE_EQ(proportion(0, 0).share(), 0);
}

TEST(Proportion, RefusesWhatIsNoShare) {
  EXPECT_THROW(proportion(2, 1), std::invalid_argument);
  EXPECT_THROW(proportion(1, 2, 0), std::invalid_argument);
  EXPECT_THROW(proportion(1, 2, 1), std::invalid_argument);
}

}  // namespace
}  // namespace tiga::stats
