// Expected values are enumerated by hand.
#include "stats/comparison.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "stats/dependence.hpp"
#include "stats/mean.hpp"

namespace tiga::stats {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using Values = std::vector<double>;

const Values twelve = {0.03, 0.05, 0.01, 0.04, 0.02, 0.06, 0.05, 0.03, 0.02, 0.04, 0.07, 0.01};

Values negated(Values values) {
  for (double& value : values) {
    value = -value;
  }
  return values;
}

bool inside(const Interval& inner, const Interval& outer) {
  return outer.lower <= inner.lower && inner.upper <= outer.upper;
}

void expect_nested_around_ratio(const Comparison& found) {
  EXPECT_TRUE(found.interval_90.contains(found.ratio));
  EXPECT_TRUE(inside(found.interval_90, found.interval_95));
  EXPECT_TRUE(inside(found.interval_95, found.interval_99));
}

void expect_inverse(const Interval& forth, const Interval& back) {
  EXPECT_NEAR(forth.lower * back.upper, 1, 1e-12);
  EXPECT_NEAR(forth.upper * back.lower, 1, 1e-12);
}

bool same(const Comparison& left, const Comparison& right) {
  return left.interval_95.lower == right.interval_95.lower &&
         left.interval_95.upper == right.interval_95.upper && left.p_value == right.p_value;
}

TEST(Interval, IsAsWideAsItsFartherEnd) {
  EXPECT_DOUBLE_EQ((Interval{1.5, 2.5}.half_width(2)), 2 / 1.5 - 1);
  EXPECT_DOUBLE_EQ((Interval{1.8, 2.5}.half_width(2)), 2.5 / 2 - 1);
  EXPECT_EQ((Interval{2, 2}.half_width(2)), 0);
  const Comparison found = compare_paired(twelve, 1);
  EXPECT_NEAR(found.half_width(), found.interval_95.upper / found.ratio - 1, 1e-12);
}

TEST(ComparePaired, TheRatioIsTheGeometricMean) {
  const Comparison found = compare_paired(Values{std::log(2.0), std::log(8.0)}, 1);
  EXPECT_NEAR(found.ratio, 4, 1e-12);
  EXPECT_EQ(found.blocks, 2u);
}

TEST(ComparePaired, IntervalsAreNestedAroundTheRatio) {
  expect_nested_around_ratio(compare_paired(twelve, 1));
  expect_nested_around_ratio(compare_paired(Values{0.1, 0.3}, 1));
  expect_nested_around_ratio(compare_paired(Values{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1}, 1));
}

TEST(ComparePaired, SwappedArmsGiveTheInverse) {
  const Comparison forth = compare_paired(twelve, 1);
  const Comparison back = compare_paired(negated(twelve), 1);
  EXPECT_NEAR(forth.ratio * back.ratio, 1, 1e-12);
  expect_inverse(forth.interval_90, back.interval_90);
  expect_inverse(forth.interval_95, back.interval_95);
  expect_inverse(forth.interval_99, back.interval_99);
  EXPECT_EQ(forth.p_value, back.p_value);
}

TEST(ComparePaired, TheSeedDeterminesTheResult) {
  EXPECT_TRUE(same(compare_paired(twelve, 5), compare_paired(twelve, 5)));
  EXPECT_FALSE(same(compare_paired(twelve, 5), compare_paired(twelve, 6)));
}

TEST(ComparePaired, EqualValuesHaveAnIntervalOfWidthZero) {
  const Comparison found = compare_paired(Values(12, 0.1), 1);
  EXPECT_EQ(found.interval_99.lower, found.ratio);
  EXPECT_EQ(found.interval_99.upper, found.ratio);
  EXPECT_EQ(found.p_value, 2.0 / 4096);
  EXPECT_EQ(compare_paired(Values(12, 0.0), 1).p_value, 1);
}

TEST(ComparePaired, AllowsForTheCorrelationOfNeighbouringBlocks) {
  const Comparison independent = compare_paired(twelve, 1);
  const Comparison dependent = compare_paired(twelve, 1, default_draws, 0.5);
  EXPECT_EQ(dependent.ratio, independent.ratio);
  EXPECT_EQ(dependent.correlation, 0.5);
  const auto width = [](const Interval& interval) {
    return std::log(interval.upper / interval.lower);
  };
  EXPECT_NEAR(width(dependent.interval_90) / width(independent.interval_90),
              interval_widening(0.5, 12, 0.90), 1e-9);
  EXPECT_NEAR(width(dependent.interval_95) / width(independent.interval_95),
              interval_widening(0.5, 12, 0.95), 1e-9);
  EXPECT_NEAR(width(dependent.interval_99) / width(independent.interval_99),
              interval_widening(0.5, 12, 0.99), 1e-9);
}

TEST(ComparePaired, TheGreaterPOfTwoTestsCounts) {
  // All twelve above 0: the sign-flip test gives 2/4096, and Student's t less: 6.4 with 11 degrees.
  EXPECT_EQ(compare_paired(twelve, 1).p_value, 2.0 / 4096);
  // Mean 0.43/12, deviation 0.01929: t = 6.434; over sqrt(3.146) 3.628 with 6.6 degrees.
  EXPECT_NEAR(compare_paired(twelve, 1, default_draws, 0.5).p_value, two_sided_t_p(6.6, 3.628),
              1e-4);
}

TEST(ComparePaired, RefusesInvalidSeries) {
  EXPECT_THROW(compare_paired(Values{0.1}, 1), std::invalid_argument);
  EXPECT_THROW(compare_paired(Values{0.1, std::nan("")}, 1), std::invalid_argument);
  EXPECT_THROW(compare_paired(Values{0.1, -std::numeric_limits<double>::infinity()}, 1),
               std::invalid_argument);
  EXPECT_THROW(compare_paired(twelve, 1, 98), std::invalid_argument);
  EXPECT_THROW(compare_paired(twelve, 1, 99, 1), std::invalid_argument);
  EXPECT_THROW(compare_paired(twelve, 1, 99, -0.1), std::invalid_argument);
}

TEST(CompareIndependent, TheRatioIsThatOfTheGeometricMeans) {
  const Comparison found = compare_independent(Values{std::log(2.0), std::log(8.0)},
                                               Values{std::log(1.0), std::log(4.0), 0.0}, 1);
  EXPECT_NEAR(found.ratio, 4 / std::cbrt(4.0), 1e-12);
  EXPECT_EQ(found.blocks, 2u);
  expect_nested_around_ratio(found);
}

TEST(CompareIndependent, SwappedRunsGiveTheInverse) {
  const Values other = {0.1, 0.12, 0.09, 0.2};
  const Comparison forth = compare_independent(twelve, other, 3);
  const Comparison back = compare_independent(other, twelve, 3);
  EXPECT_NEAR(forth.ratio * back.ratio, 1, 1e-12);
  // Other draws, the same distribution.
  EXPECT_NEAR(forth.interval_95.lower * back.interval_95.upper, 1, 0.01);
  EXPECT_NEAR(forth.p_value, back.p_value, 0.01);
}

TEST(CompareIndependent, FindsADifferenceOnlyIfThereIsOne) {
  EXPECT_TRUE(compare_independent(twelve, twelve, 1).interval_95.contains(1));
  EXPECT_GT(compare_independent(twelve, twelve, 1).p_value, 0.9);
  const Values shifted(12, 0.5);
  EXPECT_LT(compare_independent(twelve, shifted, 1).interval_99.upper, 1);
  EXPECT_EQ(compare_independent(twelve, shifted, 1).p_value, 1.0 / 10000);
  EXPECT_EQ(compare_independent(shifted, shifted, 1).p_value, 1);
  EXPECT_EQ(compare_independent(shifted, shifted, 1).interval_99.upper, 1);
}

TEST(CompareIndependent, AllowsForTheCorrelationOfNeighbouringBlocksInEachSeries) {
  const Values other = {0.1, 0.12, 0.09, 0.2, 0.11, 0.1, 0.15, 0.12, 0.1, 0.13, 0.14, 0.1};
  const Comparison none = compare_independent(twelve, other, 1);
  const Comparison one = compare_independent(twelve, other, 1, default_draws, 0.5);
  const Comparison both = compare_independent(twelve, other, 1, default_draws, 0.5, 0.5);
  EXPECT_EQ(both.ratio, none.ratio);
  EXPECT_EQ(one.correlation, 0.5);
  EXPECT_LT(none.interval_95.upper, one.interval_95.upper);
  EXPECT_LT(one.interval_95.upper, both.interval_95.upper);
  // Of two equally long series with one correlation the factor is that of either.
  EXPECT_NEAR(
      std::log(both.interval_95.upper / both.ratio) / std::log(none.interval_95.upper / none.ratio),
      interval_widening(0.5, 12, 0.95), 1e-9);
  EXPECT_GT(both.p_value, none.p_value);
}

TEST(CompareIndependent, RefusesInvalidSeries) {
  EXPECT_THROW(compare_independent(twelve, Values{0.1}, 1), std::invalid_argument);
  EXPECT_THROW(compare_independent(Values{0.1}, twelve, 1), std::invalid_argument);
  EXPECT_THROW(compare_independent(twelve, Values{0.1, std::nan("")}, 1), std::invalid_argument);
  EXPECT_THROW(compare_independent(twelve, twelve, 1, 98), std::invalid_argument);
}

TEST(Holm, MatchesAnExampleComputedByHand) {
  // Ascending 0.01 x 4, 0.02 x 3, 0.03 x 2, 0.5 x 1; never below the one before.
  EXPECT_THAT(holm(Values{0.03, 0.01, 0.5, 0.02}),
              ElementsAre(DoubleNear(0.06, 1e-12), DoubleNear(0.04, 1e-12), DoubleNear(0.5, 1e-12),
                          DoubleNear(0.06, 1e-12)));
  EXPECT_THAT(holm(Values{0.04, 0.021}),
              ElementsAre(DoubleNear(0.042, 1e-12), DoubleNear(0.042, 1e-12)));
  EXPECT_THAT(holm(Values{0.6, 0.7}), ElementsAre(1, 1));
  EXPECT_TRUE(holm(Values{}).empty());
}

Comparison known(double ratio, double factor_90, double factor_95, double factor_99) {
  Comparison comparison;
  comparison.ratio = ratio;
  comparison.interval_90 = {ratio / factor_90, ratio * factor_90};
  comparison.interval_95 = {ratio / factor_95, ratio * factor_95};
  comparison.interval_99 = {ratio / factor_99, ratio * factor_99};
  return comparison;
}

TEST(Rank, PrefersEquivalenceToADifference) {
  // Certainly different, and certainly within 5 %.
  EXPECT_EQ(rank(known(1.02, 1.01, 1.015, 1.02), 0.001, 0.05), Ranking::equivalent);
  EXPECT_EQ(rank(known(1.02, 1.04, 1.05, 1.06), 0.5, 0.05), Ranking::inconclusive);
  EXPECT_EQ(rank(known(1 / 1.02, 1.04, 1.05, 1.06), 0.5, 0.05), Ranking::inconclusive);
}

TEST(Rank, TestsEquivalenceWithThe90PercentInterval) {
  EXPECT_EQ(rank(known(1, 1.04, 1.06, 1.1), 0.5, 0.05), Ranking::equivalent);
  EXPECT_EQ(rank(known(1, 1.06, 1.07, 1.1), 0.5, 0.05), Ranking::inconclusive);
}

TEST(Rank, NeedsBothTheTestAndTheIntervalForADifference) {
  EXPECT_EQ(rank(known(1.2, 1.08, 1.1, 1.15), 0.049, 0.05), Ranking::above);
  EXPECT_EQ(rank(known(1 / 1.2, 1.08, 1.1, 1.15), 0.049, 0.05), Ranking::below);
  EXPECT_EQ(rank(known(1.2, 1.08, 1.1, 1.15), 0.05, 0.05), Ranking::inconclusive);
  EXPECT_EQ(rank(known(1.2, 1.15, 1.25, 1.3), 0.01, 0.05), Ranking::inconclusive);
}

TEST(IsPrecise, LooksAtBothEndsOfTheInterval) {
  Comparison comparison = known(2, 1.03, 1.04, 1.06);
  EXPECT_TRUE(is_precise(comparison, 0.05));
  EXPECT_FALSE(is_precise(comparison, 0.03));
  comparison.interval_95 = {1.95, 2.2};
  EXPECT_FALSE(is_precise(comparison, 0.05));
  comparison.interval_95 = {1.8, 2.05};
  EXPECT_FALSE(is_precise(comparison, 0.05));
}

TEST(CopiesDiffer, NeedsTheIntervalAndTheTolerance) {
  EXPECT_TRUE(copies_differ(known(1.03, 1.005, 1.01, 1.02)));
  EXPECT_TRUE(copies_differ(known(1 / 1.03, 1.005, 1.01, 1.02)));
  EXPECT_FALSE(copies_differ(known(1.015, 1.005, 1.006, 1.01)));
  EXPECT_FALSE(copies_differ(known(1.03, 1.005, 1.02, 1.04)));
  EXPECT_FALSE(copies_differ(known(1.03, 1.005, 1.01, 1.02), 0.05));
}

}  // namespace
}  // namespace tiga::stats
