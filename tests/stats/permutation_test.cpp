// Expected values are enumerated by hand.
#include "stats/permutation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tiga::stats {
namespace {

using Values = std::vector<double>;

double flip_p(const Values& values, std::size_t draws = 9999) {
  Random random(1);
  return sign_flip_p(values, random, draws);
}

// The definition, assignment by assignment.
double enumerated(const Values& values) {
  double own = 0;
  for (const double value : values) {
    own += value;
  }
  std::size_t hits = 0;
  const std::size_t all = std::size_t{1} << values.size();
  for (std::size_t signs = 0; signs < all; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      sum += (signs >> i & 1) != 0 ? values[i] : -values[i];
    }
    if (std::abs(sum) >= std::abs(own) - 1e-9) {
      ++hits;
    }
  }
  return static_cast<double>(hits) / static_cast<double>(all);
}

TEST(SignFlip, MatchesExamplesComputedByHand) {
  // 1 + 2 + 3 = 6: only all signs alike get there, 2 of 8.
  EXPECT_EQ(flip_p({1, 2, 3}), 0.25);
  EXPECT_EQ(flip_p({-1, -2, -3}), 0.25);
  // -1 + 2 + 3 = 4: 6, 4, -4, -6 of 6 4 2 0 0 -2 -4 -6.
  EXPECT_EQ(flip_p({-1, 2, 3}), 0.5);
  // 0.1 + 0.2 - 0.3 is 0 but for rounding.
  EXPECT_EQ(flip_p({0.1, 0.2, -0.3}), 1);
  EXPECT_EQ(flip_p({1}), 1);
  EXPECT_EQ(flip_p({0, 0, 0}), 1);
}

TEST(SignFlip, CountsTiesDespiteRounding) {
  // Multiples of 0.1 are no binary fractions: equal sums come out unequal, by the order of adding.
  const Values values = {0.1, 0.2, -0.3, 0.4, 0.7, 0.1, 0.3};
  EXPECT_EQ(flip_p(values), enumerated(values));
}

TEST(SignFlip, MatchesFishersExample) {
  // Darwin's maize, the differences of 15 pairs: Fisher (1935, section 21) counts 863 of 32768
  // assignments at least as far off on the one side with 314, so 1726 of 32768 on both.
  const Values differences = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
  EXPECT_DOUBLE_EQ(flip_p(differences), 1726.0 / 32768);
}

TEST(SignFlip, EqualsFullEnumeration) {
  Random random(7);
  for (std::size_t count = 2; count <= 14; ++count) {
    Values values;
    for (std::size_t i = 0; i < count; ++i) {
      values.push_back(static_cast<double>(random.below(21)) - 8);
    }
    EXPECT_DOUBLE_EQ(flip_p(values), enumerated(values)) << count;
  }
}

TEST(SignFlip, SamplesPermutationsOfManyValues) {
  // 40 of one sign: no draw gets there.
  EXPECT_EQ(flip_p(Values(40, 0.1), 999), 1.0 / 1000);
  // Of 64 and more, each has a sign of its own: 36 of 70 are positive, sum 2, p = P(|sum| >= 2)
  // = 1 - C(70, 35) / 2^70 = 0.9050.
  Values values(70, -1);
  std::fill_n(values.begin(), 36, 1);
  EXPECT_NEAR(flip_p(values, 20000), 0.9050, 0.008);
}

TEST(Relabelling, OfFourValuesMatchesThatComputedByHand) {
  // {3, 4} and {1, 2}: of six ways to deal them out two are that far apart.
  Random random(1);
  EXPECT_NEAR(relabelling_p(Values{3, 4}, Values{1, 2}, random, 20000), 1.0 / 3, 0.012);
}

TEST(Relabelling, KeepsItsErrorRateWithUnequalSpreadsAndLengths) {
  // 6 values that vary ten times as widely as 24 others: without the standard error p would be
  // small too often.
  Random random(11);
  int hits = 0;
  for (int round = 0; round < 400; ++round) {
    Values wide;
    Values narrow;
    for (int i = 0; i < 6; ++i) {
      wide.push_back(static_cast<double>(random.below(2001)) - 1000);
    }
    for (int i = 0; i < 24; ++i) {
      narrow.push_back((static_cast<double>(random.below(2001)) - 1000) / 10);
    }
    hits += relabelling_p(wide, narrow, random, 199) <= 0.05 ? 1 : 0;
  }
  EXPECT_LT(hits, 400 / 10);
}

}  // namespace
}  // namespace tiga::stats
