#include "suite/report/pair_lines.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_run.hpp"

namespace tiga::suite::report {
namespace {

using analysis::Finding;
using analysis::Metric;
using testing::StartsWith;
using namespace tests;

// async as it is, threaded nearly so, or straying too far to tell.
records::RunData beside(double per_second, double by) {
  std::vector<records::CellRow> cells = made_up_arm("threaded", 12, per_second, 50, by);
  add(cells, made_up_arm("async", 12, 15000));
  return made_up_run({"threaded", "async"}, cells);
}

TEST(PairLines, HaveTheBetterOneFirst) {
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(two_arms_run()));
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0].verdict.arm, "async");
  EXPECT_EQ(lines[0].better, "async");
  EXPECT_EQ(lines[0].ratio, "1.50");
  EXPECT_NEAR(lines[0].verdict.comparison.value().interval_95.lower, 1.5, 0.05);
  EXPECT_NEAR(lines[0].verdict.comparison.value().interval_95.upper, 1.5, 0.05);
  EXPECT_THAT(lines[0].interval, testing::HasSubstr(" to 1.5"));
  EXPECT_THAT(lines[0].certainty, StartsWith("p "));
}

TEST(PairLines, CallNeitherBetterWhereItIsInconclusive) {
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(beside(14500, 0.3)));
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0].verdict.finding, Finding::inconclusive);
  EXPECT_EQ(lines[0].better, "");
  EXPECT_THAT(lines[0].certainty, StartsWith("cannot be ranked: p = "));
}

TEST(PairLines, SayWhereTwoAreEquivalent) {
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(beside(15000, 0.005)));
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0].verdict.finding, Finding::equivalent);
  EXPECT_EQ(lines[0].better, "");
  EXPECT_EQ(lines[0].certainty, "equivalent within ±5 %");
}

TEST(PairLines, HaveServerCpuBeneathWhereTheGeneratorWasTheLimit) {
  records::RunData run = two_arms_run();
  saturate(run.cells, "async");
  saturate(run.cells, "threaded");
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(run));
  ASSERT_EQ(lines.size(), 2);
  EXPECT_EQ(lines[0].better, "");
  EXPECT_EQ(lines[0].certainty, "cannot be ranked: the generator was the limit of both");
  EXPECT_EQ(lines[1].better, "async");
  EXPECT_EQ(lines[1].verdict.metric, Metric::server_cpu);
}

TEST(PairLines, SayWhyAPairIsInvalid) {
  records::RunData run = two_arms_run();
  for (records::CellRow& cell : run.cells) {
    cell.valid = cell.arm != "threaded";
    cell.reason = cell.valid ? "" : "it died";
  }
  const std::vector<PairLine> lines = pair_lines(MadeUpReport(run));
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0].ratio, "");
  EXPECT_EQ(lines[0].certainty, "invalid: no cell of threaded is valid: it died (12 of 12)");
}

}  // namespace
}  // namespace tiga::suite::report
