#include "stats/change_point.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/method.hpp"

namespace tiga::stats {
namespace {

constexpr std::size_t change_draws = 1999;

// So many values of about 0, the same on every machine.
std::vector<double> noise(std::size_t count, Random& random) {
  std::vector<double> values(count);
  for (double& value : values) {
    value = static_cast<double>(random.below(1000)) / 1000 - 0.5;
  }
  return values;
}

TEST(ChangePoint, FindsAStepAndItsMeans) {
  Random random(1);
  const std::vector<double> values{10, 11, 10, 11, 10, 4, 5, 4, 5, 4, 5, 4, 5, 4, 5};
  const auto change = find_change(values, 0, random, change_draws);
  ASSERT_TRUE(change);
  EXPECT_EQ(change->at, 5U);
  EXPECT_DOUBLE_EQ(change->before, 10.4);
  EXPECT_DOUBLE_EQ(change->after, 4.5);
  EXPECT_LE(change->p_value, 2.0 / (change_draws + 1));
}

TEST(ChangePoint, FindsATrend) {
  Random random(2);
  std::vector<double> values = noise(20, random);
  for (std::size_t at = 0; at < values.size(); ++at) {
    values[at] += 0.1 * static_cast<double>(at);
  }
  const auto change = find_change(values, 0, random, change_draws);
  ASSERT_TRUE(change);
  EXPECT_LT(change->p_value, 0.01);
  EXPECT_LT(change->before, change->after);
}

// p is exact under the hypothesis: one series in twenty is below 5 %.
TEST(ChangePoint, IsSeldomFoundWhereThereIsNone) {
  Random random(3);
  int found = 0;
  constexpr int series = 1000;
  for (int number = 0; number < series; ++number) {
    found += find_change(noise(16, random), 0, random, 199)->p_value <= 0.05 ? 1 : 0;
  }
  EXPECT_GT(found, 25);
  EXPECT_LT(found, 80);
}

// Each value keeps half of the one before.
std::vector<double> dependent(std::size_t count, Random& random) {
  std::vector<double> values = noise(count, random);
  values.front() /= std::sqrt(1 - 0.25);
  for (std::size_t at = 1; at < count; ++at) {
    values[at] += values[at - 1] / 2;
  }
  return values;
}

TEST(ChangePoint, IsSeldomFoundInValuesThatResembleTheOneBefore) {
  Random random(6);
  int found = 0;
  int found_as_independent = 0;
  for (int number = 0; number < 1000; ++number) {
    const std::vector<double> values = dependent(20, random);
    found += find_change(values, 0.5, random, 199)->p_value <= 0.05 ? 1 : 0;
    found_as_independent += find_change(values, 0, random, 199)->p_value <= 0.05 ? 1 : 0;
  }
  EXPECT_LT(found, 80);
  EXPECT_GT(found_as_independent, 200);
}

int families_with_a_change(int families, bool are_dependent, Random& random) {
  int found = 0;
  for (int number = 0; number < families; ++number) {
    std::vector<std::vector<double>> family;
    for (int series = 0; series < 10; ++series) {
      family.push_back(are_dependent ? dependent(20, random) : noise(20, random));
    }
    const auto changes = find_changes(family, family.size(), random.bits());
    found += std::ranges::any_of(changes, [](const auto& change) { return change.has_value(); });
  }
  return found;
}

TEST(Changes, AreFoundInFewFamiliesThatHaveNone) {
  Random random(7);
  EXPECT_LE(families_with_a_change(200, false, random), 8);
  EXPECT_LE(families_with_a_change(200, true, random), 20);
}

TEST(Changes, AreFoundWhereASeriesHasOne) {
  Random random(8);
  std::vector<std::vector<double>> family;
  for (int series = 0; series < 10; ++series) {
    family.push_back(dependent(20, random));
  }
  for (std::size_t at = 12; at < 20; ++at) {
    family[3][at] += 4;
  }
  const auto changes = find_changes(family, family.size(), 1);
  ASSERT_EQ(changes.size(), family.size());
  ASSERT_TRUE(changes[3]);
  EXPECT_EQ(changes[3]->at, 12U);
  EXPECT_LT(changes[3]->p_value, change_significance);
  EXPECT_FALSE(changes[4]);
  EXPECT_TRUE(find_changes({}, 0, 1).empty());
}

TEST(ChangePoint, OfOneOutlierIsNone) {
  Random random(4);
  std::vector<double> values = noise(20, random);
  values[2] += 10;
  const auto change = find_change(values, 0, random, change_draws);
  ASSERT_TRUE(change);
  EXPECT_GT(change->p_value, 0.01);
}

TEST(ChangePoint, NeedsTwoPartsAndTwoValues) {
  Random random(5);
  EXPECT_FALSE(find_change({}, 0, random, change_draws));
  EXPECT_FALSE(find_change(std::vector<double>{1, 2, 3, 4, 5}, 0, random, change_draws));
  EXPECT_FALSE(find_change(std::vector<double>(12, 1.0), 0, random, change_draws));
  const auto shortest = find_change(std::vector<double>{1, 1, 1, 2, 2, 2}, 0, random, change_draws);
  ASSERT_TRUE(shortest);
  EXPECT_EQ(shortest->at, 3U);
  EXPECT_NEAR(shortest->p_value, 0.1, 0.05) << "2 of 20 orders";
}

}  // namespace
}  // namespace tiga::stats
