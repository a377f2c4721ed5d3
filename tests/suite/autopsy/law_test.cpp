#include "suite/autopsy/law.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <string>

namespace tiga::suite::autopsy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(RatesByServed, AreComputedBetweenReplies) {
  EXPECT_THAT(rates_by_served("1:0.5 2:0.75 4:1.75"),
              ElementsAre(RateAt{1.5, 4, 0.25}, RateAt{3, 2, 1}));
}

TEST(RatesByServed, IgnoreInvalidEntries) {
  EXPECT_THAT(rates_by_served(""), IsEmpty());
  EXPECT_THAT(rates_by_served("1:0.5"), IsEmpty());
  EXPECT_THAT(rates_by_served("1:0 2:soon x:1 3 4:nan 5:4"), ElementsAre(RateAt{3, 1, 4}));
  EXPECT_THAT(rates_by_served("1:1 2:1 3:2"), ElementsAre(RateAt{2.5, 1, 1}))
      << "no time went by between the first two";
}

// Points on a power law, each off by that factor in turn.
std::vector<RateAt> power_law(double exponent, int points, double off = 1) {
  std::vector<RateAt> rates;
  for (int point = 0; point < points; ++point) {
    const double served = std::pow(2.0, point);
    rates.push_back(
        {served, 100 * std::pow(served, -exponent) * (point % 2 == 0 ? off : 1 / off), 1});
  }
  return rates;
}

TEST(Law, FindsTheExponentOfAPowerLaw) {
  for (const double exponent : {0.0, 0.5, 1.0, 1.3}) {
    const auto law = fit_law(power_law(exponent, 9));
    ASSERT_TRUE(law);
    EXPECT_NEAR(law->exponent, exponent, 1e-9);
    EXPECT_NEAR(law->lower, exponent, 1e-6);
    EXPECT_NEAR(law->upper, exponent, 1e-6);
  }
}

// Of an error that alternates between +e and -e at eight equal steps d the slope is off by
// -4e / 42d, and what is left are squares of 8e² - (4e)²/42.
TEST(Law, HasTheIntervalOfTheFit) {
  const auto law = fit_law(power_law(1, 10, 1.2));
  ASSERT_TRUE(law);
  EXPECT_EQ(law->points, 8u);
  EXPECT_EQ(law->first.served, 4);
  EXPECT_EQ(law->last.served, 512);
  const double e = std::log(1.2);
  const double d = std::log(2.0);
  const double off = 4 * e / (42 * d);
  EXPECT_NEAR(law->exponent, 1 + off, 1e-9);
  constexpr double t_of_six = 2.446912;  // two-sided, 95 %, from a table
  const double half = t_of_six * std::sqrt((8 * e * e - 16 * e * e / 42) / 6 / (42 * d * d));
  EXPECT_NEAR(law->upper - law->exponent, half, 1e-6);
  EXPECT_NEAR(law->exponent - law->lower, half, 1e-6);
}

TEST(Law, IgnoresTheStart) {
  auto points = power_law(1, 9);
  points[0].per_second = 1e6;
  points[1].per_second = 1e-6;
  EXPECT_NEAR(fit_law(points)->exponent, 1, 1e-9);
}

TEST(Law, IgnoresShortRanges) {
  auto points = power_law(1, 9);
  points[4] = {16, 1e6, 0.004};
  EXPECT_NEAR(fit_law(points)->exponent, 1, 1e-9);
  points[4].seconds = 0.006;
  EXPECT_GT(std::abs(fit_law(points)->exponent - 1), 0.01);
}

TEST(Law, NeedsFourDifferentPoints) {
  EXPECT_FALSE(fit_law(power_law(1, 5)));
  EXPECT_TRUE(fit_law(power_law(1, 6)));
  EXPECT_FALSE(fit_law(std::vector<RateAt>(8, RateAt{10, 5, 1})));
  EXPECT_FALSE(fit_law({}));
}

}  // namespace
}  // namespace tiga::suite::autopsy
