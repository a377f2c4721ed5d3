// Where the generator, a copy or too wide an interval stands in a verdict's way.
#include <gmock/gmock.h>

#include "suite/analysis/verdicts.hpp"
#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::analysis {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using tests::add;
using tests::by;
using tests::made_up_arm;
using tests::made_up_plan;
using tests::saturate;
using tests::seed;
using tests::two_arms;
using tests::two_arms_plan;

TEST(Verdicts, AreABoundIfTheGeneratorWasTheLimit) {
  std::vector<records::CellRow> cells = two_arms();
  saturate(cells, "async");
  auto verdicts = make_verdicts(two_arms_plan(), cells, seed);
  EXPECT_EQ(by(Metric::throughput, verdicts).kind, VerdictKind::better);
  EXPECT_EQ(by(Metric::throughput, verdicts).bound, Bound::at_least);

  saturate(cells, "threaded");
  verdicts = make_verdicts(two_arms_plan(), cells, seed);
  EXPECT_EQ(by(Metric::throughput, verdicts).kind, VerdictKind::inconclusive);
  EXPECT_EQ(by(Metric::throughput, verdicts).caveat.in(text::Language::english),
            "the generator was the limit of both");
  EXPECT_EQ(by(Metric::latency_p99, verdicts).kind, VerdictKind::inconclusive);
  EXPECT_EQ(by(Metric::server_cpu, verdicts).kind, VerdictKind::better);

  saturate(cells, "async", 0.5);
  verdicts = make_verdicts(two_arms_plan(), cells, seed);
  EXPECT_EQ(by(Metric::throughput, verdicts).kind, VerdictKind::inconclusive);
  EXPECT_EQ(by(Metric::throughput, verdicts).caveat.in(text::Language::english),
            "the generator was the limit of threaded");
  EXPECT_EQ(by(Metric::latency_p99, verdicts).caveat.in(text::Language::english),
            "the generator was the limit of threaded");
}

TEST(Verdicts, DoNotBlameTheGeneratorIfBlocksDisagree) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, 10000, 50, 0.3);
  add(cells, made_up_arm("async", 12, 10500, 50, 0.3));
  saturate(cells, "async");
  const Verdict verdict = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_EQ(verdict.bound, Bound::at_least);
  EXPECT_FALSE(verdict.limited);
  EXPECT_EQ(verdict.caveat.in(text::Language::english), "");
}

TEST(Verdicts, UseTheMedianCoreShareOfTheGenerator) {
  std::vector<records::CellRow> cells = two_arms();
  for (std::size_t at = 12; at < 17; ++at) {
    cells[at].generator_core_share = 1;  // 5 of 12
  }
  EXPECT_EQ(by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed)).bound, Bound::none);
}

// With a copy of async that is `factor` times as fast and as dear.
std::vector<records::CellRow> with_copy(double throughput, double cpu = 1) {
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("async-aa", 12, 15000 * throughput, 50 * cpu));
  return cells;
}

plan::Plan copy_plan() {
  plan::Plan plan = two_arms_plan();
  plan.aa = "async";
  return plan;
}

TEST(Verdicts, CompareACopyWithItsOriginal) {
  const auto verdicts = make_verdicts(copy_plan(), with_copy(1), seed);
  const Verdict copies = by(Metric::throughput, verdicts, true);
  EXPECT_EQ(copies.arm, "async-aa");
  EXPECT_EQ(copies.baseline, "async");
  EXPECT_EQ(copies.kind, VerdictKind::equivalent);
  EXPECT_EQ(copies.corrected_p, std::nullopt);
  EXPECT_EQ(by(Metric::throughput, verdicts).kind, VerdictKind::better);
}

TEST(Verdicts, NeverRankACopy) {
  plan::Plan plan = copy_plan();
  plan.delta = 0.001;  // 1.5 % off is ranked where it is no copy, and no fault within 2 %
  const Verdict copies = by(Metric::throughput, make_verdicts(plan, with_copy(1.015), seed), true);
  EXPECT_FALSE(copies.comparison->interval_99.contains(1));
  EXPECT_EQ(copies.kind, VerdictKind::inconclusive);
}

TEST(Verdicts, AreAllInvalidIfACopyDiffersInThroughput) {
  const auto verdicts = make_verdicts(copy_plan(), with_copy(1.2), seed);
  ASSERT_EQ(verdicts.size(), 8);
  for (const Verdict& verdict : verdicts) {
    EXPECT_EQ(verdict.kind, VerdictKind::invalid);
    EXPECT_THAT(verdict.causes, IsEmpty());
  }
  EXPECT_THAT(
      by(Metric::server_cpu, verdicts).caveat.in(text::Language::english),
      AllOf(StartsWith("the run tells async from its copy: throughput 1.2"), HasSubstr("(99 %)")));
}

TEST(Verdicts, OfOneMetricAreInvalidIfACopyDiffersOnlyInThatMetric) {
  const auto verdicts = make_verdicts(copy_plan(), with_copy(1, 1.2), seed);
  EXPECT_EQ(by(Metric::throughput, verdicts).kind, VerdictKind::better);
  EXPECT_EQ(by(Metric::server_cpu, verdicts).kind, VerdictKind::invalid);
  EXPECT_THAT(by(Metric::server_cpu, verdicts).caveat.in(text::Language::english),
              HasSubstr("server_cpu 1.2"));
  EXPECT_EQ(by(Metric::latency_p99, verdicts).kind, VerdictKind::better);
}

TEST(AllPrecise, LooksAtTheThroughputOfEveryPairAndOfTheCopy) {
  EXPECT_TRUE(all_precise(two_arms_plan(), two_arms(), seed));
  EXPECT_TRUE(all_precise(copy_plan(), with_copy(1), seed));
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("async-aa", 12, 15000, 50, 0.2));
  EXPECT_FALSE(all_precise(copy_plan(), cells, seed));
  plan::Plan strict = two_arms_plan();
  strict.precision = 0.0001;
  EXPECT_FALSE(all_precise(strict, two_arms(), seed));
}

TEST(AllPrecise, NeedsEnoughBlocksButIgnoresAnArmWithoutValidCells) {
  EXPECT_FALSE(all_precise(two_arms_plan(), two_arms(5), seed));
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("balanced", 12, 7000));
  for (std::size_t at = 24; at < cells.size(); ++at) {
    cells[at].valid = false;
  }
  const plan::Plan plan = made_up_plan({"threaded", "async", "balanced"});
  EXPECT_TRUE(all_precise(plan, cells, seed));
  cells.back().valid = true;
  EXPECT_FALSE(all_precise(plan, cells, seed)) << "one valid cell: the next ones may be as well";
}

}  // namespace
}  // namespace tiga::suite::analysis
