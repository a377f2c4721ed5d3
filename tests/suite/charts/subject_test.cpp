#include "suite/charts/subject.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "suite/charts/label_places.hpp"
#include "tests/suite/indonesian.hpp"

namespace tiga::suite::charts {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(BoundCaption, CountsPointsThatAreBoundsOrUnknown) {
  records::EstimateRow free;
  records::EstimateRow bounded;
  bounded.bound = "at least";
  records::EstimateRow unknown;
  unknown.bound = "unknown";
  EXPECT_EQ(bound_caption({&free, &free}, text::Language::english), "");
  EXPECT_EQ(bound_caption({&free, &bounded, &free}, text::Language::english),
            "hollow: the generator was saturated, the server may do better (1 of 3)");
  EXPECT_EQ(bound_caption({&free, &bounded, &unknown}, text::Language::english, BoundMark::none),
            "the generator was saturated, the server may do better (1 of 3); not known whether the "
            "generator was saturated (1 of 3)");
  EXPECT_EQ(bound_caption({&bounded}, tests::indonesian),
            "kosong: generator jenuh, server mungkin lebih baik (1 dari 1)");
}

TEST(LogTicks, AreAtDecadesInAWideRange) {
  AxisRange range{130, 60000};
  const Ticks ticks = log_ticks(range, 6, duration_name);
  EXPECT_THAT(ticks.names, ElementsAre("1 ms", "10 ms"));
  EXPECT_LT(range.least, 130);
  EXPECT_GT(range.most, 60000);
  AxisRange wider{1, 1e6};
  EXPECT_THAT(log_ticks(wider, 4, duration_name).names,
              ElementsAre("1 µs", "", "100 µs", "", "10 ms", "", "1 s"));
}

TEST(LogTicks, AreAtOneTwoFiveInANarrowRange) {
  AxisRange range{300, 900};
  EXPECT_THAT(log_ticks(range, 6, duration_name).names, ElementsAre("500 µs", "1 ms"));
}

TEST(ConcurrencyTicks, LabelTheEndsAndOthersThatFit) {
  const std::vector<double> levels{1, 50, 100, 500, 1000};
  EXPECT_THAT(concurrency_ticks(levels, 400).names, ElementsAre("1", "50", "100", "500", "1000"));
  EXPECT_THAT(concurrency_ticks(levels, 400).rows, ElementsAre(0, 0, 0, 0, 0));
  EXPECT_THAT(concurrency_ticks(levels, 190).names, ElementsAre("1", "50", "100", "500", "1000"));
  EXPECT_THAT(concurrency_ticks(levels, 190).rows, ElementsAre(0, 0, 1, 1, 0));
  EXPECT_THAT(concurrency_ticks({1, 50, 51, 52, 1000}, 190).names,
              ElementsAre("1", "50", "51", "", "1000"));
  EXPECT_THAT(concurrency_ticks({50}, 150).names, ElementsAre("50"));
}

TEST(AxisStep, GivesThreeToSixTicks) {
  EXPECT_EQ(axis_step(7), 2);
  EXPECT_EQ(axis_step(30), 10);
  EXPECT_EQ(axis_step(29000), 5000);
  EXPECT_DOUBLE_EQ(axis_step(0.4), 0.1);
}

TEST(AxisRange, IgnoresNumbersThatAreNotPositive) {
  AxisRange range;
  EXPECT_TRUE(range.empty());
  range.take(0);
  range.take(std::numeric_limits<double>::quiet_NaN());
  EXPECT_TRUE(range.empty());
  range.take(5);
  range.take(2);
  EXPECT_EQ(range.least, 2);
  EXPECT_EQ(range.most, 5);
}

TEST(LabelPlaces, DoNotOverlap) {
  std::vector<Spot> spots;
  for (int at = 0; at < 12; ++at) {
    spots.push_back({100.0 + 9 * at, 80.0 + 4 * (at % 3), "1000"});
  }
  const auto places = place_labels(spots, {}, 400, 160);
  EXPECT_GT(places.size(), 3U);
  for (std::size_t one = 0; one < places.size(); ++one) {
    for (std::size_t other = 0; other < one; ++other) {
      EXPECT_TRUE(std::abs(places[one].x - places[other].x) >= 28 ||
                  std::abs(places[one].y - places[other].y) >= 11);
    }
  }
}

TEST(LabelPlaces, StayInsideAndAvoidObstacles) {
  const std::vector<Spot> corner{{398, 2, "1000"}};
  const auto places = place_labels(corner, {}, 400, 160);
  ASSERT_THAT(places, SizeIs(1));
  EXPECT_LE(places[0].x + 28, 400);
  EXPECT_GE(places[0].y, 5.5);
  EXPECT_THAT(place_labels(corner, {{0, 400, 0, 160}}, 400, 160), SizeIs(0));
}

}  // namespace
}  // namespace tiga::suite::charts
