#include "suite/report/pairs_table.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Metric;
using analysis::VerdictKind;
using testing::StartsWith;
using namespace tests;

// async as it is, threaded nearly so, or straying too far to tell.
records::RunData beside(double per_second, double by) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, per_second, 50, by);
  add(cells, made_up_arm("async", 12, 15000));
  return made_up_run({"threaded", "async"}, cells);
}

// The pairs of a run with one level, with what a table shows of them.
std::vector<std::pair<analysis::Verdict, PairFields>> rows_of(const records::RunData& run) {
  const MadeUpReport report(run);
  std::vector<std::pair<analysis::Verdict, PairFields>> rows;
  for (const analysis::Verdict& verdict : pairs_of(report)) {
    rows.emplace_back(verdict, pair_fields(report, verdict));
  }
  return rows;
}

TEST(Pairs, NameTheBetterArmFirst) {
  const auto rows = rows_of(two_arms_run());
  ASSERT_EQ(rows.size(), 1);
  const auto& [verdict, fields] = rows[0];
  EXPECT_EQ(verdict.arm, "async");
  EXPECT_EQ(verdict.kind, VerdictKind::better);
  EXPECT_NEAR(verdict.comparison.value().interval_95.lower, 1.5, 0.05);
  EXPECT_NEAR(verdict.comparison.value().interval_95.upper, 1.5, 0.05);
  EXPECT_EQ(fields.level.text, "50");
  EXPECT_EQ(fields.pair.text, "async / threaded");
  EXPECT_EQ(fields.pair.strong, "async");
  EXPECT_EQ(fields.better.text, "async");
  EXPECT_EQ(fields.ratio.text, "1.50");
  EXPECT_EQ(fields.ratio.sort_by, verdict.comparison->ratio);
  EXPECT_THAT(fields.interval.text, testing::HasSubstr(" to 1.5"));
  EXPECT_THAT(fields.certainty.text, StartsWith("p "));
}

TEST(Pairs, NameNoBetterArmIfInconclusive) {
  const auto rows = rows_of(beside(14500, 0.3));
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].first.kind, VerdictKind::inconclusive);
  EXPECT_GE(rows[0].first.comparison.value().ratio, 1);
  EXPECT_EQ(rows[0].second.better.text, "");
  EXPECT_THAT(rows[0].second.certainty.text, StartsWith("cannot be ranked: p = "));
}

TEST(Pairs, SayThatTwoArmsAreEquivalent) {
  const auto rows = rows_of(beside(15000, 0.005));
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].first.kind, VerdictKind::equivalent);
  EXPECT_EQ(rows[0].second.better.text, "neither");
  EXPECT_EQ(rows[0].second.pair.strong, "");
  EXPECT_EQ(rows[0].second.certainty.text, "equivalent within ±5 %; 12 blocks");
}

TEST(Pairs, AddServerCpuIfTheGeneratorWasTheLimit) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  saturate(run.cells, "threaded");
  const auto rows = rows_of(run);
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].second.better.text, "");
  EXPECT_EQ(rows[0].second.certainty.text,
            "cannot be ranked: the generator was the limit of both; 12 blocks");
  EXPECT_EQ(rows[1].second.better.text, "async");
  EXPECT_EQ(rows[1].first.metric, Metric::server_cpu);
}

TEST(Pairs, SayWhyAPairIsInvalid) {
  records::RunData run = two_arms_run();
  for (records::CellRow& cell : run.cells) {
    cell.valid = cell.arm != "threaded";
    cell.reason = cell.valid ? records::Reason() : records::Reason("failed", "it died");
  }
  const auto rows = rows_of(run);
  ASSERT_EQ(rows.size(), 1);
  EXPECT_EQ(rows[0].second.ratio.text, "");
  EXPECT_FALSE(rows[0].second.ratio.sort_by);
  EXPECT_EQ(rows[0].second.certainty.text,
            "invalid: no cell of threaded is valid: it died (12 of 12)");
}

}  // namespace
}  // namespace tiga::suite::report
