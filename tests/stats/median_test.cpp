#include "stats/median.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace tiga::stats {
namespace {

TEST(Median, IsTheMiddleOfAnOddNumberOfValues) {
  EXPECT_EQ(median({5, 1, 3}), 3);
  EXPECT_EQ(median({7}), 7);
  EXPECT_EQ(median({2, 9, -4, 2, 2}), 2);
}

TEST(Median, IsTheMeanOfTheMiddleTwoOfAnEvenNumberOfValues) {
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
  EXPECT_EQ(median({10, 0}), 5);
  EXPECT_EQ(median({3, 3, 1, 100}), 3);
}

TEST(Median, OfNoValuesDoesNotExist) { EXPECT_EQ(median({}), std::nullopt); }

TEST(Median, IsTheSameInEveryOrder) {
  std::vector<double> values = {1, 2, 4, 8, 16, 32};
  do {
    ASSERT_EQ(median(values), 6);
  } while (std::ranges::next_permutation(values).found);
}

TEST(Median, OfLargeValuesDoesNotOverflow) {
  constexpr double most = std::numeric_limits<double>::max();
  EXPECT_EQ(median({most, most}), most);
}

TEST(Median, ChangesSignWithItsValues) {
  EXPECT_EQ(median({1, 2, 3, 10}), 2.5);
  EXPECT_EQ(median({-1, -2, -3, -10}), -2.5);
}

TEST(LowerMiddleIndex, IsTheIndexOfAnExistingValue) {
  const std::vector<double> odd = {5, 1, 3};
  const std::vector<double> even = {4, 1, 3, 2};
  const std::vector<double> one = {7};
  EXPECT_EQ(lower_middle_index(odd), 2);
  EXPECT_EQ(lower_middle_index(even), 3) << "the lower of 2 and 3";
  EXPECT_EQ(lower_middle_index(one), 0);
}

TEST(LowerMiddleIndex, IsTheEarlierOfEqualValues) {
  const std::vector<double> values = {2, 2, 2, 2};
  EXPECT_EQ(lower_middle_index(values), 1) << "equal values keep their order";
  const std::vector<double> mixed = {9, 2, 0, 2};
  EXPECT_EQ(lower_middle_index(mixed), 1);
}

TEST(LowerMiddleIndex, OfNoValuesDoesNotExist) { EXPECT_EQ(lower_middle_index({}), std::nullopt); }

}  // namespace
}  // namespace tiga::stats
