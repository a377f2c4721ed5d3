#include "suite/compare/compare.hpp"

#include <gmock/gmock.h>

#include "tests/suite/compare/made_up_runs.hpp"

namespace tiga::suite::compare {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using tests::add;
using tests::made_up_arm;
using tests::run_of;

constexpr double delta = 0.05;

void saturate(records::RunData& run) {
  for (records::CellRow& cell : run.cells) {
    cell.generator_core_share = 0.99;
  }
}

TEST(Compare, FindsNoDifferenceBetweenEqualRuns) {
  const auto cells = compare_runs(run_of("b"), run_of("a"), delta);
  ASSERT_EQ(cells.size(), 2);
  EXPECT_EQ(cells[0].arm, "threaded");
  EXPECT_EQ(cells[1].arm, "async");
  for (const CellComparison& cell : cells) {
    EXPECT_EQ(cell.speed.kind, analysis::VerdictKind::equivalent);
    EXPECT_EQ(cell.server_cpu.kind, analysis::VerdictKind::equivalent);
    EXPECT_FALSE(got_worse(cell.speed, delta));
    EXPECT_FALSE(got_worse(cell.server_cpu, delta));
  }
  EXPECT_EQ(cells[0].speed.baseline, "a");
}

TEST(Compare, FindsSlowdownsAndHigherCpuCosts) {
  const auto cells = compare_runs(run_of("b", 0.8, 1.3), run_of("a"), delta);
  EXPECT_EQ(cells[0].speed.kind, analysis::VerdictKind::worse);
  EXPECT_NEAR(cells[0].speed.comparison->ratio, 0.8, 0.01);
  EXPECT_TRUE(got_worse(cells[0].speed, delta));
  EXPECT_EQ(cells[0].server_cpu.kind, analysis::VerdictKind::worse);
  EXPECT_TRUE(got_worse(cells[0].server_cpu, delta));
  EXPECT_FALSE(got_worse(cells[0].speed, 0.5)) << "of no interest";
  const auto better = compare_runs(run_of("b", 1.3, 0.8), run_of("a"), delta);
  EXPECT_EQ(better[0].speed.kind, analysis::VerdictKind::better);
  EXPECT_FALSE(got_worse(better[0].speed, delta));
  EXPECT_FALSE(got_worse(better[0].server_cpu, delta));
}

TEST(Compare, NeedsTheWholeIntervalOutsideDelta) {
  const auto cells = compare_runs(run_of("b", 0.955), run_of("a"), delta);
  EXPECT_LT(cells[0].speed.comparison->ratio, 0.96);
  EXPECT_FALSE(got_worse(cells[0].speed, delta));
}

TEST(Compare, ComparesServerCpuIfTheGeneratorWasTheLimit) {
  records::RunData run = run_of("b", 0.8, 1.3);
  records::RunData baseline = run_of("a");
  saturate(run);
  auto cells = compare_runs(run, baseline, delta);
  EXPECT_EQ(cells[0].speed.bound, analysis::Bound::at_least);
  EXPECT_FALSE(got_worse(cells[0].speed, delta)) << "the server could do more than was seen";
  EXPECT_TRUE(got_worse(cells[0].server_cpu, delta));
  saturate(baseline);
  cells = compare_runs(run, baseline, delta);
  EXPECT_TRUE(cells[0].speed.limited);
  EXPECT_FALSE(got_worse(cells[0].speed, delta));
  EXPECT_THAT(compare_page(run, baseline, cells, delta),
              AllOf(HasSubstr("limited "), HasSubstr("dearer"), HasSubstr("limited: the gen")));
  cells = compare_runs(run_of("b", 0.8), baseline, delta);
  EXPECT_EQ(cells[0].speed.bound, analysis::Bound::at_most);
  EXPECT_TRUE(got_worse(cells[0].speed, delta)) << "the baseline could do even more";
}

TEST(Compare, CorrectsForAllCellsAndBothMetrics) {
  const auto cells = compare_runs(run_of("b", 0.8), run_of("a"), delta);
  const analysis::Verdict& slower = cells[0].speed;
  EXPECT_NEAR(*slower.corrected_p, 4 * slower.comparison->p_value, 1e-12) << "four comparisons";
}

TEST(Compare, ListsArmsAndLevelsThatOnlyOneRunHas) {
  records::RunData run = run_of("b");
  run.manifest.plan.arms = {"async", "balanced"};
  run.manifest.plan.concurrencies = {1, 50};
  const auto cells = compare_runs(run, run_of("a"), delta);
  ASSERT_EQ(cells.size(), 1);
  EXPECT_EQ(cells[0].arm, "async");
  EXPECT_EQ(cells[0].level.concurrency, 50);
  EXPECT_FALSE(any_worse(cells, delta));
  EXPECT_THAT(differences(run, run_of("a")),
              ElementsAre("threaded stands in a only", "balanced stands in b only",
                          "c=1 stands in b only"));
}

TEST(Compare, ListsMetricsThatOnlyOneRunMeasured) {
  records::RunData run = run_of("b");
  run.cells.erase(run.cells.begin(), run.cells.begin() + 12);
  run.manifest.status = records::RunStatus::interrupted;
  const auto cells = compare_runs(run, run_of("a"), delta);
  ASSERT_EQ(cells.size(), 1);
  EXPECT_FALSE(any_worse(cells, delta));
  EXPECT_THAT(differences(run, run_of("a")),
              ElementsAre("b was interrupted: only what it had measured is compared",
                          "threaded at c=50 was not measured in b"));
}

// So many cells of threaded fail.
records::RunData broken_run(std::size_t failed) {
  records::RunData run = run_of("b");
  for (std::size_t at = 0; at < failed; ++at) {
    run.cells[at].valid = false;
    run.cells[at].reason = {"failed", "3 requests did not end ok"};
  }
  return run;
}

TEST(Compare, ReportsAnArmThatIsNoLongerValidAsBroken) {
  const records::RunData run = broken_run(7);
  const auto cells = compare_runs(run, run_of("a"), delta);
  EXPECT_EQ(cells[0].speed.kind, analysis::VerdictKind::invalid);
  EXPECT_FALSE(got_worse(cells[0].speed, delta));
  EXPECT_TRUE(any_worse(cells, delta));
  EXPECT_EQ(cells[1].speed.kind, analysis::VerdictKind::equivalent);
  EXPECT_THAT(
      compare_page(run, run_of("a"), cells, delta),
      AllOf(
          HasSubstr("threaded at c=50: 12 and 5 blocks with a valid value: 6 of each are needed\n"),
          HasSubstr("threaded at c=50 is broken: 7 of 12 cells are invalid: 3 requests "
                    "did not end ok\n")));
  EXPECT_FALSE(any_worse(compare_runs(broken_run(6), run_of("a"), delta), delta));
  EXPECT_FALSE(any_worse(compare_runs(run_of("b"), run, delta), delta)) << "mended since";
  EXPECT_FALSE(any_worse(compare_runs(run_of("b", 1, 1, 3), run_of("a"), delta), delta))
      << "three blocks, all valid";
}

TEST(Compare, NeedsSixBlocksOfEachRun) {
  const auto five = compare_runs(run_of("b", 0.5, 1, 5), run_of("a"), delta);
  EXPECT_EQ(five[0].speed.kind, analysis::VerdictKind::invalid);
  EXPECT_EQ(five[0].speed.comparison, std::nullopt);
  EXPECT_TRUE(any_worse(compare_runs(run_of("b", 0.5, 1, 6), run_of("a"), delta), delta));
}

// With a copy of async that does `factor` times as much.
records::RunData with_copy(records::RunData run, double throughput, double cpu = 1) {
  run.manifest.plan.aa = "async";
  add(run.cells, made_up_arm("async-aa", 12, 15000 * throughput, 50 * cpu));
  return run;
}

TEST(Compare, HasNoVerdictIfTheCopiesOfEitherRunDiffer) {
  const records::RunData slow = with_copy(run_of("b", 0.8, 1.3), 0.8, 1.3);
  const records::RunData sound = with_copy(run_of("a"), 1);
  EXPECT_TRUE(any_worse(compare_runs(slow, sound, delta), delta));
  const records::RunData faulty = with_copy(run_of("a"), 1.2);
  const auto cells = compare_runs(slow, faulty, delta);
  for (const CellComparison& cell : cells) {
    EXPECT_EQ(cell.speed.kind, analysis::VerdictKind::invalid);
    EXPECT_EQ(cell.server_cpu.kind, analysis::VerdictKind::invalid);
    EXPECT_THAT(cell.speed.caveat.in(text::Language::english),
                StartsWith("in a the run tells async from its copy: throughput"));
  }
  EXPECT_FALSE(any_worse(cells, delta));
  EXPECT_THAT(compare_page(slow, faulty, cells, delta),
              AllOf(HasSubstr("async at c=50: in a the run tells"), HasSubstr("Nothing got")));
  const auto by_cpu = compare_runs(with_copy(run_of("b", 0.8), 0.8, 1.2), sound, delta);
  EXPECT_EQ(by_cpu[0].speed.kind, analysis::VerdictKind::worse);
  EXPECT_EQ(by_cpu[0].server_cpu.kind, analysis::VerdictKind::invalid);
}

// An open loop at half of the capacity beside the closed one, p99 longer by `latency`.
records::RunData with_open_loop(const std::string& name, double latency = 1) {
  records::RunData run = run_of(name);
  run.manifest.plan.loads = {0.5};
  for (records::CellRow cell : run_of(name).cells) {
    cell.load = 0.5;
    *cell.latency_p99_us *= latency;
    run.cells.push_back(cell);
  }
  return run;
}

TEST(Compare, ComparesLatencyOfOpenLoops) {
  const records::RunData baseline = with_open_loop("a");
  const auto same = compare_runs(with_open_loop("b"), baseline, delta);
  ASSERT_EQ(same.size(), 4);
  EXPECT_EQ(same[0].speed.metric, analysis::Metric::throughput);
  EXPECT_EQ(same[1].speed.metric, analysis::Metric::latency_p99);
  EXPECT_EQ(same[1].speed.kind, analysis::VerdictKind::equivalent);
  EXPECT_FALSE(any_worse(same, delta));
  records::RunData run = with_open_loop("b", 1.5);
  auto slower = compare_runs(run, baseline, delta);
  EXPECT_FALSE(got_worse(slower[0].speed, delta));
  EXPECT_TRUE(got_worse(slower[1].speed, delta));
  EXPECT_THAT(compare_page(run, baseline, slower, delta),
              AllOf(HasSubstr("threaded at c=50 at 50 % load is slower: 1.5"),
                    HasSubstr("times the p99 latency"), HasSubstr("Open loops: p99")));
  saturate(run);
  EXPECT_FALSE(got_worse(compare_runs(run, baseline, delta)[1].speed, delta))
      << "the generator may have kept the replies waiting";
}

TEST(Compare, HasALineForEachCell) {
  const records::RunData run = run_of("b", 0.8);
  const records::RunData baseline = run_of("a");
  const std::string page = compare_page(run, baseline, compare_runs(run, baseline, delta), delta);
  EXPECT_THAT(page, StartsWith("results/b over results/a, with 95 % intervals\n"));
  EXPECT_THAT(page, testing::ContainsRegex(
                        "\nthreaded       c=50                  0\\.80 \\[0\\.[78][0-9], "
                        "0\\.8[0-9]\\]  slower          (1\\.00|0\\.99) \\[.*\\]  equivalent"
                        "\n"));
  EXPECT_THAT(
      page,
      HasSubstr("Slower beyond 5 %, for certain, or broken:\n  - threaded at c=50 is slower: "));
  EXPECT_THAT(
      compare_page(baseline, run_of("c"), compare_runs(baseline, run_of("c"), delta), delta),
      HasSubstr("\nNothing got slower beyond 5 %.\n"));
}

TEST(Compare, SaysWhichArmsChangedDuringWhichRun) {
  records::RunData drifted = run_of("b", 1, 1, 20);
  for (records::CellRow& cell : drifted.cells) {
    if (cell.arm == "async" && cell.block >= 11) {
      *cell.ok_per_second *= 0.8;
    }
  }
  const records::RunData steady = run_of("a", 1, 1, 20);
  const auto page = [](const records::RunData& run, const records::RunData& baseline) {
    return compare_page(run, baseline, compare_runs(run, baseline, delta), delta);
  };
  constexpr std::string_view note = "\n  - b: Throughput changed during the run, on average";
  EXPECT_THAT(page(drifted, steady), HasSubstr(note));
  EXPECT_THAT(page(steady, drifted), HasSubstr(note));
  EXPECT_THAT(page(steady, run_of("c", 1, 1, 20)), Not(HasSubstr("changed during")));
}

TEST(Compare, SuspectsTheMachineIfEveryCellGotWorse) {
  const records::RunData before = run_of("a");
  const auto page = [&](const records::RunData& run) {
    return compare_page(run, before, compare_runs(run, before, delta), delta);
  };
  EXPECT_THAT(page(run_of("b", 0.8, 1.3)), HasSubstr("Every cell of every arm got worse."));
  EXPECT_THAT(page(run_of("b")), Not(HasSubstr("Every cell")));
  records::RunData one = run_of("b");
  one.cells = made_up_arm("threaded", 12, 10000);
  add(one.cells, made_up_arm("async", 12, 10000));
  EXPECT_THAT(page(one), AllOf(HasSubstr("async at c=50 is slower"), Not(HasSubstr("Every cell"))));
}

}  // namespace
}  // namespace tiga::suite::compare
