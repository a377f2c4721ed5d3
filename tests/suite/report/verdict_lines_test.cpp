// What the terminal says of verdicts.
#include "suite/report/verdict_lines.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "suite/report/level_text.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite::report {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;
using tests::add;
using tests::made_up_arm;

// async does most; balanced costs twice as much as it; a copy that is no different.
records::RunData three_arms(std::uint64_t blocks = 12) {
  records::RunData run;
  run.manifest.plan = tests::made_up_plan({"threaded", "async", "balanced"});
  run.manifest.plan.aa = "async";
  run.manifest.seed = 7;
  run.cells = made_up_arm("threaded", blocks, 10000, 75);
  add(run.cells, made_up_arm("async", blocks, 16000, 50));
  add(run.cells, made_up_arm("balanced", blocks, 8000, 105));
  add(run.cells, made_up_arm("async-aa", blocks, 16000, 50));
  return run;
}

void saturate(records::RunData& run, const std::vector<std::string>& arms) {
  for (records::CellRow& cell : run.cells) {
    if (std::ranges::find(arms, cell.arm) != arms.end()) {
      cell.generator_core_share = 0.98;
    }
  }
}

std::string page_of(const records::RunData& run) {
  return verdicts_page(run,
                       analysis::make_verdicts(run.manifest.plan, run.cells, run.manifest.seed),
                       text::Language::english);
}

// Of the level at 50, or another.
std::string line_of(const records::RunData& run, const plan::Level& level = {50, {}}) {
  const plan::Plan& plan = run.manifest.plan;
  return level_text(plan, run.cells, analysis::make_verdicts(plan, run.cells, run.manifest.seed),
                    level, text::Language::english);
}

TEST(LevelText, SaysWhoIsFasterByHowMuchAndWhy) {
  EXPECT_THAT(
      line_of(three_arms()),
      MatchesRegex(
          "c=50: async is faster: 1\\.[56][0-9] \\[1\\.[56][0-9], 1\\.6[0-9]\\] times threaded's "
          "throughput; threaded: 1\\.5 times the server CPU a request\\. "
          "balanced has 0\\.50 \\[0\\.[45][0-9], 0\\.5[0-9]\\] times async's: each request is "
          "parsed twice and crosses loopback twice \\(2\\.1 times the server CPU\\)\\. "
          "A/A: async and its copy: (1\\.00|0\\.99)[0-9] \\[[01]\\.[0-9]+, 1\\.0[0-9]\\]\\."));
}

TEST(LevelText, SaysAtLeastIfTheGeneratorWasTheLimitOfTheFastest) {
  records::RunData run = three_arms();
  saturate(run, {"async"});
  EXPECT_THAT(line_of(run), AllOf(StartsWith("c=50: async is faster: at least 1."),
                                  HasSubstr("balanced has at most 0.50 [")));
}

TEST(LevelText, RanksByServerCpuIfTheGeneratorWasTheLimitOfBoth) {
  records::RunData run = three_arms();
  saturate(run, {"async", "balanced"});
  EXPECT_THAT(
      line_of(run),
      AllOf(HasSubstr("async is faster: at least 1."),
            HasSubstr("The generator was the limit of async, balanced; by server CPU a request "
                      "balanced takes 2.1"),
            HasSubstr("times async's (dearer): each request is parsed twice and crosses loopback "
                      "twice. A/A"),
            Not(HasSubstr("balanced has"))));
}

TEST(LevelText, RanksNoThroughputIfTheGeneratorWasTheLimitOfOnlyTheSlower) {
  records::RunData run = three_arms();
  saturate(run, {"threaded"});
  EXPECT_THAT(line_of(run),
              AllOf(StartsWith("c=50: balanced has 0.50 ["), HasSubstr("times async's throughput:"),
                    HasSubstr("The generator was the limit of threaded; by server CPU a request "
                              "threaded takes 1."),
                    Not(HasSubstr("is faster"))));
}

TEST(LevelText, WarnsOfAnUnknownCpuUseOfTheGenerator) {
  records::RunData run = three_arms();
  EXPECT_THAT(line_of(run), Not(HasSubstr("not known")));
  for (records::CellRow& cell : run.cells) {
    cell.generator_core_share.reset();
  }
  EXPECT_THAT(line_of(run), HasSubstr(" Whether the generator was the limit is not known. A/A"));
}

TEST(LevelText, NamesArmsThatAreEquivalentOrCannotBeRanked) {
  records::RunData run = three_arms();
  run.manifest.plan.aa.reset();
  run.cells = made_up_arm("threaded", 12, 9900);
  add(run.cells, made_up_arm("async", 12, 10000));
  add(run.cells, made_up_arm("balanced", 12, 9500, 50, 0.4));
  EXPECT_THAT(
      line_of(run),
      AllOf(HasSubstr("threaded is equivalent to async: 0.99 ["), HasSubstr("cannot be ranked: "),
            HasSubstr("Wider than the goal of ±5 %: balanced/threaded, balanced/async.")));
}

TEST(LevelText, SaysWhyThereIsNoVerdict) {
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async-aa") {
      *cell.ok_per_second *= 1.2;
    }
  }
  EXPECT_THAT(line_of(run), AllOf(StartsWith("c=50: No verdict on threaded/async, balanced/async: "
                                             "the run tells async from its copy: throughput 1.2"),
                                  HasSubstr("A/A: async and its copy: 1.2")));
}

// Also pairs that no sentence is about, and those that the generator limited.
TEST(LevelText, NamesEveryPairWithATooWideInterval) {
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "balanced") {
      *cell.ok_per_second *= tests::stray(cell.block, 0.4);
    }
  }
  const auto named = HasSubstr(" Wider than the goal of ±5 %: balanced/threaded, balanced/async.");
  EXPECT_THAT(line_of(run), named);
  saturate(run, {"async", "balanced"});
  EXPECT_THAT(line_of(run), AllOf(HasSubstr("The generator was the limit of"), named));
  for (records::CellRow& cell : run.cells) {
    *cell.ok_per_second *= tests::stray(cell.block * (cell.arm.size() % 4 + 1), 0.4);
  }
  EXPECT_THAT(line_of(run), HasSubstr(" All wider than the goal of ±5 %."));
}

// So many valid blocks of the copy.
std::string line_with_copy(std::uint64_t blocks) {
  records::RunData run = three_arms();
  std::erase_if(run.cells, [&](const records::CellRow& cell) {
    return blocks == 0 && cell.arm == "async-aa";
  });
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async-aa" && cell.block > blocks) {
      cell.valid = false;
      cell.reason = {"failed", "it died"};
    }
  }
  return line_of(run);
}

TEST(LevelText, SaysIfCopiesWereNotChecked) {
  const auto no_ratio = Not(HasSubstr("A/A: "));
  EXPECT_THAT(line_with_copy(0),
              AllOf(HasSubstr("A/A was not checked here: async-aa was not measured."), no_ratio));
  EXPECT_THAT(line_with_copy(1), AllOf(HasSubstr("A/A was not checked here: one block"), no_ratio));
  EXPECT_THAT(line_with_copy(5),
              AllOf(HasSubstr("A/A was not checked here: 5 valid blocks, 6 are needed"), no_ratio));
  EXPECT_THAT(line_with_copy(6),
              AllOf(HasSubstr("A/A: async and its copy: "), Not(HasSubstr("not checked"))));
  records::RunData run = three_arms();
  for (records::CellRow& cell : run.cells) {
    cell.valid = cell.arm != "async-aa";
    cell.reason = cell.valid ? records::CellReason() : records::CellReason("failed", "it died");
  }
  EXPECT_THAT(line_of(run), HasSubstr("A/A was not checked here: no cell of async-aa is valid: it "
                                      "died (12 of 12)."));
  run.manifest.plan.aa.reset();
  EXPECT_THAT(line_of(run), Not(HasSubstr("A/A"))) << "the plan asks for none";
}

TEST(LevelText, SaysIfNoSteadyStateWasFound) {
  records::RunData run = three_arms();
  run.cells[0].steady_state = false;
  run.cells[1].steady_state = true;
  EXPECT_THAT(line_of(run), EndsWith(" No steady state: threaded in 1 of 12 cells."));
}

// threaded is ahead in the mean over its own blocks, and behind in those that both have.
TEST(LevelText, FollowsTheBlocksIfTheMeanDisagrees) {
  records::RunData run = three_arms();
  run.manifest.plan.arms = {"threaded", "async"};
  for (records::CellRow& cell : run.cells) {
    const bool shared = cell.block > 4;
    if (cell.arm == "threaded") {
      *cell.ok_per_second *= shared ? 0.5 : 100;
    }
    cell.valid = shared || cell.arm == "threaded";
  }
  EXPECT_THAT(line_of(run), StartsWith("c=50: async has 3.2"));
}

TEST(LevelText, ComparesLatencyInAnOpenLoop) {
  records::RunData run = three_arms();
  run.manifest.plan.loads = {0.8};
  for (records::CellRow cell : three_arms().cells) {
    cell.load = 0.8;
    run.cells.push_back(cell);
  }
  EXPECT_THAT(line_of(run, {50, 0.8}),
              AllOf(StartsWith("c=50 at 80 % load: threaded's p99 latency is 1."),
                    HasSubstr("balanced's p99 latency is 2.0"), Not(HasSubstr("throughput"))));
}

TEST(LevelText, NamesTheRatesOfAnOpenLoop) {
  records::RunData run = three_arms();
  run.manifest.plan.loads = {0.8};
  for (records::CellRow cell : three_arms().cells) {
    cell.load = 0.8;
    cell.rate = cell.arm == "threaded" ? 8000 : 12800;
    run.cells.push_back(cell);
  }
  const auto bounded = HasSubstr("The generator was the limit of async there");
  EXPECT_THAT(line_of(run, {50, 0.8}),
              AllOf(HasSubstr("Requests a second, of each arm's own capacity: threaded 8000, async "
                              "12800, balanced 12800."),
                    Not(bounded)));
  for (records::CellRow& cell : run.cells) {
    if (cell.arm == "async" && !cell.load) {
      cell.generator_core_share = 0.97;
    }
  }
  EXPECT_THAT(line_of(run, {50, 0.8}), bounded);
  EXPECT_THAT(line_of(run), Not(HasSubstr("capacity")));
}

TEST(VerdictsPage, SaysOnceThatOneBlockHasNoVerdicts) {
  EXPECT_EQ(page_of(three_arms(1)),
            "\nNo verdicts: one block says nothing of how far runs differ.\n");
}

TEST(VerdictsPage, SaysOnceWhyThereAreNoVerdicts) {
  EXPECT_THAT(page_of(three_arms(4)),
              AllOf(StartsWith("\nNo verdicts: 4 valid blocks, 6 are needed: the sign-flip test"),
                    Not(HasSubstr("c=50"))));
}

TEST(VerdictsPage, IsEmptyIfNothingIsCompared) {
  records::RunData run = three_arms();
  run.manifest.plan.arms = {"async"};
  EXPECT_EQ(page_of(run), "");
  run = three_arms();
  run.cells.clear();
  EXPECT_EQ(page_of(run), "");
}

TEST(VerdictsPage, NamesSkippedArmsAndWarnsOfStolenTime) {
  records::RunData run = three_arms();
  run.manifest.plan.arms.insert(run.manifest.plan.arms.begin(), "nginx");
  for (records::CellRow& cell : run.cells) {
    cell.stolen_share = 0.09;
  }
  EXPECT_THAT(page_of(run), AllOf(HasSubstr("\n  - nginx was not measured.\n"),
                                  Not(HasSubstr("hypervisor")), HasSubstr("docs/method.md")));
  run.cells[0].stolen_share = 0.9;
  EXPECT_THAT(page_of(run), HasSubstr("The hypervisor gave 11 % of the cores' time to others"));
}

TEST(VerdictsPage, IsShortEnoughToRead) {
  records::RunData run = three_arms();
  saturate(run, {"async", "balanced"});
  std::istringstream lines(page_of(run));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_LE(line.size(), 102) << line;
  }
  EXPECT_LE(count, 2 + 4 + 1) << page_of(run);
}

}  // namespace
}  // namespace tiga::suite::report
