// Who wins a place of the map.
#include "suite/map/outcome.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_map.hpp"

namespace tiga::suite::map {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using tests::MadeUpPlace;

LevelOutcome outcome(const std::vector<MadeUpPlace>& places, std::uint64_t blocks = 12) {
  std::vector<std::string> arms;
  for (const MadeUpPlace& place : places) {
    arms.push_back(place.arm);
  }
  return tests::made_up_workload("x", std::nullopt, arms, places, blocks).outcomes.at(0);
}

TEST(MapOutcome, TheFastestWinsByItsRatioToTheSecond) {
  const LevelOutcome found =
      outcome({{"threaded", 16, 2000}, {"async", 16, 1500}, {"balanced", 16, 1000}});
  EXPECT_EQ(found.outcome, Outcome::wins);
  EXPECT_EQ(found.by, analysis::Metric::throughput);
  EXPECT_THAT(found.best, ElementsAre("threaded"));
  EXPECT_EQ(found.next, "async");
  EXPECT_NEAR(found.ratio.value_or(0), 4.0 / 3, 0.02);
  EXPECT_LT(found.lower.value_or(9), *found.ratio);
  EXPECT_GT(found.upper.value_or(0), *found.ratio);
  EXPECT_FALSE(found.at_least);
}

TEST(MapOutcome, ArmsWithinDeltaTie) {
  const LevelOutcome found =
      outcome({{"threaded", 16, 2000}, {"async", 16, 1990}, {"balanced", 16, 500}});
  EXPECT_EQ(found.outcome, Outcome::equivalent);
  EXPECT_THAT(found.best, ElementsAre("threaded", "async"));
}

TEST(MapOutcome, TheRatioOfAWinnerWithASaturatedGeneratorIsALowerBound) {
  const LevelOutcome found = outcome({{"threaded", 16, 1000}, {"async", 16, 2000, 50, 0.99}});
  EXPECT_EQ(found.outcome, Outcome::wins);
  EXPECT_THAT(found.best, ElementsAre("async"));
  EXPECT_TRUE(found.at_least);
}

TEST(MapOutcome, IfTheGeneratorLimitsBothTheOneWithLessCpuWins) {
  const LevelOutcome found = outcome({{"threaded", 16, 2000, 80, 0.99},
                                      {"async", 16, 1900, 40, 0.99},
                                      {"balanced", 16, 500, 90, 0.4}});
  EXPECT_EQ(found.outcome, Outcome::wins);
  EXPECT_EQ(found.by, analysis::Metric::server_cpu);
  EXPECT_THAT(found.best, ElementsAre("async"));
  EXPECT_EQ(found.next, "threaded");
  EXPECT_NEAR(found.ratio.value_or(0), 2, 0.05) << "times as dear";
  EXPECT_FALSE(found.at_least);
}

TEST(MapOutcome, EqualCpuWithASaturatedGeneratorCannotBeRanked) {
  const LevelOutcome found =
      outcome({{"threaded", 16, 2000, 50, 0.99}, {"async", 16, 1500, 50, 0.99}});
  EXPECT_EQ(found.outcome, Outcome::inconclusive);
  EXPECT_THAT(found.best, UnorderedElementsAre("threaded", "async"));
}

// 2 / 2^6 is under 5 %, three times that is not.
TEST(MapOutcome, BlocksAreTooFewIfTheyCannotReachSignificanceAmongAllComparisons) {
  const std::vector<MadeUpPlace> three{
      {"threaded", 16, 3000}, {"async", 16, 1000}, {"balanced", 16, 2000}};
  EXPECT_EQ(outcome(three, 6).outcome, Outcome::estimated);
  EXPECT_EQ(outcome(three, 7).outcome, Outcome::wins);
  EXPECT_EQ(outcome({three[0], three[1]}, 6).outcome, Outcome::wins);
}

TEST(MapOutcome, FewBlocksGiveAnEstimateWithoutAnInterval) {
  for (const std::uint64_t blocks : {1U, 2U, 5U}) {
    const LevelOutcome found = outcome({{"threaded", 16, 2000}, {"async", 16, 1000}}, blocks);
    EXPECT_EQ(found.outcome, Outcome::estimated) << blocks;
    EXPECT_THAT(found.best, ElementsAre("threaded"));
    EXPECT_NEAR(found.ratio.value_or(0), 2, 0.1);
    EXPECT_FALSE(found.lower);
  }
  const LevelOutcome bounded =
      outcome({{"threaded", 16, 2000, 80, 0.99}, {"async", 16, 1900, 40, 0.99}}, 2);
  EXPECT_EQ(bounded.by, analysis::Metric::server_cpu);
  EXPECT_THAT(bounded.best, ElementsAre("async"));
}

TEST(MapOutcome, AnArmWithoutAValidCellIsNotCompared) {
  auto workload = tests::made_up_workload("x", std::nullopt, {"threaded", "async"},
                                          {{"threaded", 16, 2000}, {"async", 16, 1000}});
  for (records::CellRow& cell : workload.run.cells) {
    cell.valid = cell.arm == "async";
    cell.reason = cell.valid ? records::CellReason() : records::CellReason("failed", "it died");
  }
  const MeasuredWorkload again = measured(workload.workload, workload.run);
  EXPECT_EQ(again.outcomes.at(0).outcome, Outcome::alone);
  EXPECT_THAT(again.outcomes.at(0).best, ElementsAre("async"));
  for (records::CellRow& cell : workload.run.cells) {
    cell.valid = false;
  }
  const MeasuredWorkload none = measured(workload.workload, workload.run);
  EXPECT_EQ(none.outcomes.at(0).outcome, Outcome::invalid);
  EXPECT_THAT(none.outcomes.at(0).best, IsEmpty());
}

TEST(MapOutcome, CopiesThatDifferInvalidateTheVerdict) {
  auto workload = tests::made_up_workload(
      "x", std::nullopt, {"threaded", "async"},
      {{"threaded", 16, 2000}, {"async", 16, 1000}, {"async-aa", 16, 1400}});
  workload.run.manifest.plan.aa = "async";
  const MeasuredWorkload again = measured(workload.workload, workload.run);
  EXPECT_EQ(again.outcomes.at(0).outcome, Outcome::invalid);
  EXPECT_THAT(again.outcomes.at(0).caveat.in(text::Language::english),
              HasSubstr("tells async from its copy"));
}

}  // namespace
}  // namespace tiga::suite::map
