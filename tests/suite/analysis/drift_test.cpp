#include "suite/analysis/drift.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::analysis {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint64_t drift_blocks = 20;

// From that block on the arm does so many times as much.
void change_speed(std::vector<records::CellRow>& cells, const std::string& arm, std::uint64_t from,
                  double times) {
  for (records::CellRow& cell : cells) {
    if (cell.arm == arm && cell.block >= from) {
      cell.ok_per_second = *cell.ok_per_second * times;
    }
  }
}

std::vector<records::CellRow> arms_that_drift(double async_per_second) {
  std::vector<records::CellRow> cells = tests::made_up_arm("threaded", drift_blocks, 10000, 80);
  tests::add(cells, tests::made_up_arm("async", drift_blocks, async_per_second, 50));
  return cells;
}

Verdict drifted_throughput(const std::vector<records::CellRow>& cells) {
  return tests::by(Metric::throughput, make_verdicts(tests::two_arms_plan(), cells, tests::seed));
}

TEST(Drift, OfASteadyRunIsNone) {
  const std::vector<records::CellRow> cells = arms_that_drift(15000);
  for (const Verdict& verdict : make_verdicts(tests::two_arms_plan(), cells, tests::seed)) {
    EXPECT_FALSE(verdict.drift.has_value());
  }
  EXPECT_THAT(arm_drifts(tests::two_arms_plan(), cells, tests::seed), IsEmpty());
}

// The run that was seen: another program began, and one arm lost a third.
TEST(Drift, OfOneArmSplitsItsRatio) {
  std::vector<records::CellRow> cells = arms_that_drift(28000);
  change_speed(cells, "async", 6, 0.6);
  const Verdict verdict = drifted_throughput(cells);
  ASSERT_TRUE(verdict.drift);
  EXPECT_EQ(verdict.drift->first, 1U);
  EXPECT_EQ(verdict.drift->change, 6U);
  EXPECT_EQ(verdict.drift->last, drift_blocks);
  EXPECT_NEAR(verdict.drift->before, 2.8, 0.05);
  EXPECT_NEAR(verdict.drift->after, 1.68, 0.05);
  EXPECT_EQ(verdict.kind, VerdictKind::better) << "faster in both parts";
  EXPECT_TRUE(verdict.caveat.empty());
  EXPECT_THAT(arm_drifts(tests::two_arms_plan(), cells, tests::seed),
              ElementsAre(Field(&ArmDrift::arm, "async")));
  const Verdict other = inverted(verdict);
  EXPECT_NEAR(other.drift->before, 1 / 2.8, 0.01);
}

TEST(Drift, OfBothArmsLeavesTheirRatio) {
  std::vector<records::CellRow> cells = arms_that_drift(15000);
  change_speed(cells, "async", 9, 0.7);
  change_speed(cells, "threaded", 9, 0.7);
  EXPECT_FALSE(drifted_throughput(cells).drift.has_value());
  EXPECT_THAT(arm_drifts(tests::two_arms_plan(), cells, tests::seed),
              ElementsAre(Field(&ArmDrift::arm, "threaded"), Field(&ArmDrift::arm, "async")));
}

TEST(Drift, WithdrawsAVerdictThatOnePartContradicts) {
  std::vector<records::CellRow> cells = arms_that_drift(15000);
  change_speed(cells, "async", 16, 0.6);  // 1.5, then 0.9
  const Verdict verdict = drifted_throughput(cells);
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_THAT(verdict.caveat.in(text::Language::english),
              HasSubstr("the ratio changed during the run: 1.50 in blocks 1 to 15, 0.90 in "
                        "blocks 16 to 20"));
  EXPECT_THAT(verdict.causes, IsEmpty());
}

TEST(Drift, LetsARankingNearOneStandWhoseSideBothPartsHave) {
  Verdict verdict;
  verdict.kind = VerdictKind::better;
  verdict.comparison.emplace().ratio = 1.04;
  verdict.drift = Drift{1, 11, 20, 1.02, 1.07, 0.001};
  withdraw_if_drifted(verdict, 0.05);
  EXPECT_EQ(verdict.kind, VerdictKind::better);
  verdict.comparison->ratio = 1.06;  // beyond delta, which the first part is not
  withdraw_if_drifted(verdict, 0.05);
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
}

TEST(Drift, ExplainsAVerdictThatIsInconclusiveBecauseOfIt) {
  std::vector<records::CellRow> cells = arms_that_drift(15000);
  change_speed(cells, "async", 11, 0.45);  // 1.5, then 0.68
  const Verdict verdict = drifted_throughput(cells);
  EXPECT_EQ(verdict.kind, VerdictKind::inconclusive);
  EXPECT_THAT(verdict.caveat.in(text::Language::english), HasSubstr("changed during the run"));
}

TEST(Drift, WithdrawsAnEquivalenceThatOnlyTheMeanHas) {
  std::vector<records::CellRow> cells = arms_that_drift(10000);
  change_speed(cells, "async", 1, 1.08);
  change_speed(cells, "async", 11, 0.86);  // 1.08, then 0.93
  EXPECT_EQ(drifted_throughput(cells).kind, VerdictKind::inconclusive);
}

TEST(Drift, OfACopyInvalidatesItsLevel) {
  std::vector<records::CellRow> cells = arms_that_drift(15000);
  tests::add(cells, tests::made_up_arm("async-aa", drift_blocks, 15000, 50));
  change_speed(cells, "async-aa", 1, 1.1);
  change_speed(cells, "async-aa", 11, 0.83);  // 1.10, then 0.91: 1.00 in the mean
  plan::Plan plan = tests::two_arms_plan();
  plan.aa = "async";
  const std::vector<Verdict> verdicts = make_verdicts(plan, cells, tests::seed);
  EXPECT_TRUE(tests::by(Metric::throughput, verdicts, true).copies_differ);
  EXPECT_EQ(tests::by(Metric::throughput, verdicts).kind, VerdictKind::invalid);
}

TEST(Drift, IsNotFoundInFewBlocks) {
  BlockSeries series{{1, 2, 3, 4, 5, 6}, {0, 0, 0, 1, 1, 1}};
  for (const auto& drift : find_drifts(std::vector{series, BlockSeries()}, 2, tests::seed)) {
    EXPECT_FALSE(drift.has_value());
  }
}

}  // namespace
}  // namespace tiga::suite::analysis
