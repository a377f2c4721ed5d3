#include "stats/outliers.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace tiga::stats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Values = std::vector<double>;

TEST(Outliers, AreMoreThanEightScaledMedianDeviationsFromTheMedian) {
  // Without the last: median 0.5 after sorting -2 -1 0 1 2 x; distances 0.5 0.5 1.5 1.5 2.5 …:
  // their median 1.5, the limit 8 x 1.4826 x 1.5 = 17.79.
  EXPECT_THAT(outliers(Values{-2, -1, 0, 1, 2, 18.2}), IsEmpty());
  EXPECT_THAT(outliers(Values{-2, -1, 0, 1, 2, 18.4}), ElementsAre(5));
  EXPECT_THAT(outliers(Values{-18.4, 2, 1, 0, -1, -2}), ElementsAre(0));
}

TEST(Outliers, MayBeSeveral) {
  EXPECT_THAT(outliers(Values{0, 50, 1, 2, 3, -60, 4, 5, 6}), ElementsAre(1, 5));
}

TEST(Outliers, OfTwoModesAreNone) {
  EXPECT_THAT(outliers(Values{0, 10, 0.1, 10.1, 0.2, 10.2, 0.3, 9.9}), IsEmpty());
}

TEST(Outliers, OfFewOrEqualValuesAreNone) {
  EXPECT_THAT(outliers(Values{}), IsEmpty());
  EXPECT_THAT(outliers(Values{0, 1, 0, 1, 99}), IsEmpty());
  EXPECT_THAT(outliers(Values{1, 1, 1, 1, 1, 1, 9}), IsEmpty());
}

}  // namespace
}  // namespace tiga::stats
