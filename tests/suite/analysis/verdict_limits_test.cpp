// Where the generator, a copy or too wide an interval stands in a verdict's way.
#include <gmock/gmock.h>

#include <algorithm>

#include "suite/analysis/verdicts.hpp"
#include "tests/suite/made_up_verdicts.hpp"

namespace tiga::suite::analysis {
namespace {

using testing::AllOf;
using testing::ElementsAre;
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

TEST(PrecisionOf, LooksAtTheThroughputOfEveryPairAndOfTheCopy) {
  EXPECT_TRUE(precision_of(two_arms_plan(), two_arms(), seed).reached);
  EXPECT_TRUE(precision_of(copy_plan(), with_copy(1), seed).reached);
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("async-aa", 12, 15000, 50, 0.2));
  EXPECT_FALSE(precision_of(copy_plan(), cells, seed).reached);
  plan::Plan strict = two_arms_plan();
  strict.precision = 0.0001;
  EXPECT_FALSE(precision_of(strict, two_arms(), seed).reached);
}

TEST(PrecisionOf, NamesTheWidestInterval) {
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("async-aa", 12, 15000, 50, 0.2));
  const Precision found = precision_of(copy_plan(), cells, seed);
  EXPECT_EQ(found.arm, "async-aa");
  EXPECT_EQ(found.baseline, "async");
  EXPECT_EQ(found.level.concurrency, 50);
  const Verdict copies = by(Metric::throughput, make_verdicts(copy_plan(), cells, seed), true);
  EXPECT_NEAR(found.widest, copies.comparison->half_width(), 0.1 * found.widest);
}

// Cells of an arm whose speeds rise and fall over six blocks each.
std::vector<records::CellRow> in_waves(const std::string& arm, double per_second) {
  std::vector<records::CellRow> cells = made_up_arm(arm, 24, per_second);
  for (records::CellRow& cell : cells) {
    *cell.ok_per_second *= (cell.block - 1) / 6 % 2 == 0 ? 1.05 : 0.95;
  }
  return cells;
}

TEST(Verdicts, AllowForBlocksThatResembleTheOneBefore) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 24, 10000);
  add(cells, in_waves("async", 10000));
  const Verdict waves = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_GT(waves.comparison->correlation, 0.4);
  EXPECT_EQ(to_row(waves).block_correlation, waves.comparison->correlation);
  // The same ratios in another order, each level as often after itself as after the other.
  for (records::CellRow& cell : cells) {
    cell.block = cell.block * 11 % 25;
  }
  std::ranges::sort(cells, {}, &records::CellRow::block);
  const Verdict mixed = by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed));
  EXPECT_NEAR(mixed.comparison->ratio, waves.comparison->ratio, 1e-9);
  EXPECT_LT(mixed.comparison->correlation, 0.1);
  EXPECT_LT(mixed.comparison->interval_95.upper, waves.comparison->interval_95.upper);
}

TEST(Verdicts, NameOutlyingBlocks) {
  std::vector<records::CellRow> cells = two_arms();
  EXPECT_THAT(by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed)).outlying_blocks,
              IsEmpty());
  *cells[4].ok_per_second /= 2;
  EXPECT_THAT(by(Metric::throughput, make_verdicts(two_arms_plan(), cells, seed)).outlying_blocks,
              ElementsAre(cells[4].block));
}

TEST(PrecisionOf, NeedsEnoughBlocksButIgnoresAnArmWithoutValidCells) {
  EXPECT_FALSE(precision_of(two_arms_plan(), two_arms(5), seed).reached);
  std::vector<records::CellRow> cells = two_arms();
  add(cells, made_up_arm("balanced", 12, 7000));
  for (std::size_t at = 24; at < cells.size(); ++at) {
    cells[at].valid = false;
  }
  const plan::Plan plan = made_up_plan({"threaded", "async", "balanced"});
  EXPECT_TRUE(precision_of(plan, cells, seed).reached);
  cells.back().valid = true;
  EXPECT_FALSE(precision_of(plan, cells, seed).reached)
      << "one valid cell: the next ones may be as well";
}

}  // namespace
}  // namespace tiga::suite::analysis
