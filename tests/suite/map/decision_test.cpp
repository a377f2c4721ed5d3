// Who wins a place of the map.
#include "suite/map/decision.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_map.hpp"

namespace tiga::suite::map {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using tests::MadeUpPlace;

LevelDecision decision(const std::vector<MadeUpPlace>& places, std::uint64_t blocks = 12) {
  std::vector<std::string> arms;
  for (const MadeUpPlace& place : places) {
    arms.push_back(place.arm);
  }
  return tests::made_up_workload("x", std::nullopt, arms, places, blocks).decisions.at(0);
}

TEST(MapDecision, TheFastestWinsByItsRatioToTheSecond) {
  const LevelDecision found =
      decision({{"threaded", 16, 2000}, {"async", 16, 1500}, {"balanced", 16, 1000}});
  EXPECT_EQ(found.decision, Decision::wins);
  EXPECT_EQ(found.by, analysis::Metric::throughput);
  EXPECT_THAT(found.best, ElementsAre("threaded"));
  EXPECT_EQ(found.next, "async");
  EXPECT_NEAR(found.ratio.value_or(0), 4.0 / 3, 0.02);
  EXPECT_LT(found.lower.value_or(9), *found.ratio);
  EXPECT_GT(found.upper.value_or(0), *found.ratio);
  EXPECT_FALSE(found.at_least);
}

TEST(MapDecision, ArmsWithinDeltaTie) {
  const LevelDecision found =
      decision({{"threaded", 16, 2000}, {"async", 16, 1990}, {"balanced", 16, 500}});
  EXPECT_EQ(found.decision, Decision::equivalent);
  EXPECT_THAT(found.best, ElementsAre("threaded", "async"));
}

TEST(MapDecision, TheRatioOfAWinnerWithASaturatedGeneratorIsALowerBound) {
  const LevelDecision found = decision({{"threaded", 16, 1000}, {"async", 16, 2000, 50, 0.99}});
  EXPECT_EQ(found.decision, Decision::wins);
  EXPECT_THAT(found.best, ElementsAre("async"));
  EXPECT_TRUE(found.at_least);
}

TEST(MapDecision, IfTheGeneratorLimitsBothTheOneWithLessCpuWins) {
  const LevelDecision found = decision({{"threaded", 16, 2000, 80, 0.99},
                                        {"async", 16, 1900, 40, 0.99},
                                        {"balanced", 16, 500, 90, 0.4}});
  EXPECT_EQ(found.decision, Decision::wins);
  EXPECT_EQ(found.by, analysis::Metric::server_cpu);
  EXPECT_THAT(found.best, ElementsAre("async"));
  EXPECT_EQ(found.next, "threaded");
  EXPECT_NEAR(found.ratio.value_or(0), 2, 0.05) << "times as dear";
  EXPECT_FALSE(found.at_least);
}

TEST(MapDecision, EqualCpuWithASaturatedGeneratorCannotBeRanked) {
  const LevelDecision found =
      decision({{"threaded", 16, 2000, 50, 0.99}, {"async", 16, 1500, 50, 0.99}});
  EXPECT_EQ(found.decision, Decision::inconclusive);
  EXPECT_THAT(found.best, UnorderedElementsAre("threaded", "async"));
}

// 2 / 2^6 is under 5 %, three times that is not.
TEST(MapDecision, BlocksAreTooFewIfTheyCannotReachSignificanceAmongAllComparisons) {
  const std::vector<MadeUpPlace> three{
      {"threaded", 16, 3000}, {"async", 16, 1000}, {"balanced", 16, 2000}};
  EXPECT_EQ(decision(three, 6).decision, Decision::estimated);
  EXPECT_EQ(decision(three, 7).decision, Decision::wins);
  EXPECT_EQ(decision({three[0], three[1]}, 6).decision, Decision::wins);
}

TEST(MapDecision, FewBlocksGiveAnEstimateWithoutAnInterval) {
  for (const std::uint64_t blocks : {1U, 2U, 5U}) {
    const LevelDecision found = decision({{"threaded", 16, 2000}, {"async", 16, 1000}}, blocks);
    EXPECT_EQ(found.decision, Decision::estimated) << blocks;
    EXPECT_THAT(found.best, ElementsAre("threaded"));
    EXPECT_NEAR(found.ratio.value_or(0), 2, 0.1);
    EXPECT_FALSE(found.lower);
  }
  const LevelDecision bounded =
      decision({{"threaded", 16, 2000, 80, 0.99}, {"async", 16, 1900, 40, 0.99}}, 2);
  EXPECT_EQ(bounded.by, analysis::Metric::server_cpu);
  EXPECT_THAT(bounded.best, ElementsAre("async"));
}

TEST(MapDecision, AnArmWithoutAValidCellIsNotCompared) {
  auto workload = tests::made_up_workload("x", std::nullopt, {"threaded", "async"},
                                          {{"threaded", 16, 2000}, {"async", 16, 1000}});
  for (records::CellRow& cell : workload.run.cells) {
    cell.valid = cell.arm == "async";
    cell.reason = cell.valid ? records::Reason() : records::Reason("failed", "it died");
  }
  const MeasuredWorkload again = measured(workload.workload, workload.run);
  EXPECT_EQ(again.decisions.at(0).decision, Decision::alone);
  EXPECT_THAT(again.decisions.at(0).best, ElementsAre("async"));
  for (records::CellRow& cell : workload.run.cells) {
    cell.valid = false;
  }
  const MeasuredWorkload none = measured(workload.workload, workload.run);
  EXPECT_EQ(none.decisions.at(0).decision, Decision::invalid);
  EXPECT_THAT(none.decisions.at(0).best, IsEmpty());
}

TEST(MapDecision, CopiesThatDifferInvalidateTheVerdict) {
  auto workload = tests::made_up_workload(
      "x", std::nullopt, {"threaded", "async"},
      {{"threaded", 16, 2000}, {"async", 16, 1000}, {"async-aa", 16, 1400}});
  workload.run.manifest.plan.aa = "async";
  const MeasuredWorkload again = measured(workload.workload, workload.run);
  EXPECT_EQ(again.decisions.at(0).decision, Decision::invalid);
  EXPECT_THAT(again.decisions.at(0).caveat.in(text::Language::english),
              HasSubstr("tells async from its copy"));
}

}  // namespace
}  // namespace tiga::suite::map
