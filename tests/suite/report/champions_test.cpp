// The findings of a whole run.
#include <gmock/gmock.h>

#include "suite/report/level_summary.hpp"
#include "tests/suite/report/three_arms.hpp"

namespace tiga::suite::report {
namespace {

using analysis::VerdictKind;
using testing::ElementsAre;
using testing::StartsWith;
using tests::saturate;
using tests::three_arms;
using tests::verdicts_of;

std::string reason_of(const records::RunData& run) {
  return why_no_verdict(run, verdicts_of(run)).in(text::Language::english);
}

TEST(WhyNoVerdict, IsTheCommonReasonOfAllPairs) {
  EXPECT_EQ(reason_of(three_arms()), "");
  EXPECT_EQ(reason_of(three_arms(1)), "one block says nothing of how far runs differ");
  EXPECT_THAT(reason_of(three_arms(4)),
              StartsWith("4 valid blocks, 6 are needed: the sign-flip test"));
  records::RunData run = three_arms(1);
  std::erase_if(run.cells, [](const records::CellRow& cell) { return cell.arm == "async"; });
  EXPECT_EQ(reason_of(run), "the run ended before its first block did");
}

std::vector<std::pair<std::string, std::vector<std::uint32_t>>> champions_of(
    const records::RunData& run) {
  std::vector<std::pair<std::string, std::vector<std::uint32_t>>> all;
  for (const Champion& champion : champions(run, verdicts_of(run))) {
    all.emplace_back(champion.arm, champion.at);
  }
  return all;
}

using Where = std::vector<std::uint32_t>;

TEST(Champions, AreBetterThanEveryOtherArm) {
  EXPECT_THAT(champions_of(three_arms()), ElementsAre(std::pair("async", Where{50})));
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    cell.valid = cell.arm != "balanced";
  }
  EXPECT_THAT(champions_of(run), ElementsAre(std::pair("", Where{50}))) << "one was not compared";
  run = three_arms();
  saturate(run.cells, "async");
  saturate(run.cells, "threaded");
  EXPECT_THAT(champions_of(run), ElementsAre(std::pair("", Where{50})));
}

TEST(Champions, HaveTheirConcurrencies) {
  records::RunData run = tests::two_arms_run();
  for (const std::uint32_t concurrency : {200U, 100U}) {
    for (records::CellRow cell : tests::two_arms()) {
      cell.concurrency = concurrency;
      if (concurrency == 100) {
        cell.arm = cell.arm == "async" ? "threaded" : "async";
      }
      run.cells.push_back(cell);
    }
  }
  run.manifest.plan.concurrencies = {200, 50, 100};
  EXPECT_THAT(champions_of(run),
              ElementsAre(std::pair("async", Where{50, 200}), std::pair("threaded", Where{100})));
}

TEST(WhyNoVerdict, IsTheNumberOfBlocksIfTheRunWasCut) {
  records::RunData run = three_arms(3);
  run.cells.pop_back();  // the copy's last one
  EXPECT_EQ(reason_of(run), "no pair has more than 3 valid blocks, 6 are needed");
}

TEST(WhyNoVerdict, IsJudgedByWhatRanks) {
  records::RunData run = three_arms(3);
  run.cells.pop_back();
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "balanced") {
      cell.latency_p99_us.reset();
    }
  }
  EXPECT_EQ(reason_of(run), "no pair has more than 3 valid blocks, 6 are needed")
      << "a percentile that is not known";
}

TEST(FromBetter, PutsTheBetterArmFirst) {
  analysis::Verdict verdict;
  verdict.arm = "async";
  verdict.baseline = "threaded";
  verdict.comparison = stats::Comparison{0.5, {0.4, 0.6}, {0.4, 0.6}, {0.4, 0.6}, 0.01, 12};
  verdict.kind = VerdictKind::worse;
  EXPECT_EQ(from_better(verdict).arm, "threaded");
  EXPECT_EQ(from_better(verdict).kind, VerdictKind::better);
  verdict.kind = VerdictKind::better;  // by a cost
  EXPECT_EQ(from_better(verdict).arm, "async");
  verdict.kind = VerdictKind::inconclusive;
  EXPECT_EQ(from_better(verdict).arm, "threaded");
  EXPECT_EQ(from_better(verdict).comparison.value().ratio, 2);
  verdict.copy = true;
  EXPECT_EQ(from_better(verdict).arm, "async");
}

}  // namespace
}  // namespace tiga::suite::report
