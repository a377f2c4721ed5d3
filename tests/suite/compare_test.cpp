#include "suite/compare.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;
using tests::add;
using tests::made_up_arm;

constexpr double delta = 0.05;

// threaded and async at 50; all faster by `throughput`, dearer by `cpu`.
RunData run_of(const std::string& name, double throughput = 1, double cpu = 1,
               std::uint64_t blocks = 12) {
  RunData run;
  run.folder = "results/" + name;
  run.manifest.plan = tests::made_up_plan({"threaded", "async"});
  run.manifest.seed = 7;
  run.manifest.started = name;
  run.manifest.build.git_describe = "v1";
  run.cells = made_up_arm("threaded", blocks, 10000 * throughput, 80 * cpu);
  add(run.cells, made_up_arm("async", blocks, 15000 * throughput, 50 * cpu));
  return run;
}

void saturate(RunData& run) {
  for (CellRow& cell : run.cells) {
    cell.generator_core_share = 0.99;
  }
}

TEST(Compare, FindsNothingWhereNothingChanged) {
  const auto cells = compare_runs(run_of("b"), run_of("a"), delta);
  ASSERT_EQ(cells.size(), 2);
  EXPECT_EQ(cells[0].arm, "threaded");
  EXPECT_EQ(cells[1].arm, "async");
  for (const CellComparison& cell : cells) {
    EXPECT_EQ(cell.throughput->finding, Finding::equivalent);
    EXPECT_EQ(cell.server_cpu.finding, Finding::equivalent);
    EXPECT_FALSE(got_worse(*cell.throughput, delta));
    EXPECT_FALSE(got_worse(cell.server_cpu, delta));
  }
  EXPECT_EQ(cells[0].throughput->baseline, "a");
}

TEST(Compare, FindsWhatGotSlowerOrDearer) {
  const auto cells = compare_runs(run_of("b", 0.8, 1.3), run_of("a"), delta);
  EXPECT_EQ(cells[0].throughput->finding, Finding::worse);
  EXPECT_NEAR(cells[0].throughput->comparison->ratio, 0.8, 0.01);
  EXPECT_TRUE(got_worse(*cells[0].throughput, delta));
  EXPECT_EQ(cells[0].server_cpu.finding, Finding::worse);
  EXPECT_TRUE(got_worse(cells[0].server_cpu, delta));
  EXPECT_FALSE(got_worse(*cells[0].throughput, 0.5)) << "of no interest";
  const auto better = compare_runs(run_of("b", 1.3, 0.8), run_of("a"), delta);
  EXPECT_EQ(better[0].throughput->finding, Finding::better);
  EXPECT_FALSE(got_worse(*better[0].throughput, delta));
  EXPECT_FALSE(got_worse(better[0].server_cpu, delta));
}

TEST(Compare, WantsTheWholeIntervalBeyondDelta) {
  const auto cells = compare_runs(run_of("b", 0.955), run_of("a"), delta);
  EXPECT_LT(cells[0].throughput->comparison->ratio, 0.96);
  EXPECT_FALSE(got_worse(*cells[0].throughput, delta));
}

TEST(Compare, JudgesByServerCpuWhereTheGeneratorWasTheLimit) {
  RunData run = run_of("b", 0.8, 1.3);
  RunData baseline = run_of("a");
  saturate(run);
  auto cells = compare_runs(run, baseline, delta);
  EXPECT_EQ(cells[0].throughput->bound, Bound::at_least);
  EXPECT_FALSE(got_worse(*cells[0].throughput, delta)) << "the server could do more than was seen";
  EXPECT_TRUE(got_worse(cells[0].server_cpu, delta));
  saturate(baseline);
  cells = compare_runs(run, baseline, delta);
  EXPECT_TRUE(cells[0].throughput->limited);
  EXPECT_FALSE(got_worse(*cells[0].throughput, delta));
  EXPECT_THAT(compare_page(run, baseline, cells, delta),
              AllOf(HasSubstr("limited "), HasSubstr("dearer"), HasSubstr("limited: the gen")));
  cells = compare_runs(run_of("b", 0.8), baseline, delta);
  EXPECT_EQ(cells[0].throughput->bound, Bound::at_most);
  EXPECT_TRUE(got_worse(*cells[0].throughput, delta)) << "the baseline could do even more";
}

TEST(Compare, CorrectsForAllCellsAndBothMetrics) {
  const auto cells = compare_runs(run_of("b", 0.8), run_of("a"), delta);
  const Verdict& slower = *cells[0].throughput;
  EXPECT_NEAR(*slower.corrected_p, 4 * slower.comparison->p_value, 1e-12) << "four comparisons";
}

TEST(Compare, LeavesAloneWhatOnlyOneRunHas) {
  RunData run = run_of("b");
  run.manifest.plan.arms = {"async", "balanced"};
  run.manifest.plan.concurrencies = {1, 50};
  const auto cells = compare_runs(run, run_of("a"), delta);
  ASSERT_EQ(cells.size(), 1);
  EXPECT_EQ(cells[0].arm, "async");
  EXPECT_EQ(cells[0].level.concurrency, 50);
}

TEST(Compare, SaysWhereACellHasTooFewBlocks) {
  RunData run = run_of("b");
  for (std::size_t at = 1; at < 12; ++at) {
    run.cells[at].valid = false;
  }
  const auto cells = compare_runs(run, run_of("a"), delta);
  EXPECT_EQ(cells[0].throughput->finding, Finding::invalid);
  EXPECT_FALSE(got_worse(*cells[0].throughput, delta));
  EXPECT_EQ(cells[1].throughput->finding, Finding::equivalent);
  EXPECT_THAT(compare_page(run, run_of("a"), cells, delta),
              HasSubstr("threaded at c=50, throughput: 12 and 1 valid blocks: two of each"));
}

TEST(Compare, LeavesThroughputOutOfOpenLoops) {
  RunData run = run_of("b");
  run.manifest.plan.loads = {0.5};
  for (CellRow cell : run_of("b").cells) {
    cell.load = 0.5;
    run.cells.push_back(cell);
  }
  RunData baseline = run;
  const auto cells = compare_runs(run, baseline, delta);
  ASSERT_EQ(cells.size(), 4);
  EXPECT_TRUE(cells[0].throughput.has_value());
  EXPECT_FALSE(cells[1].throughput.has_value());
  EXPECT_EQ(cells[1].server_cpu.finding, Finding::equivalent);
}

TEST(Compare, HasALineForEachCell) {
  const RunData run = run_of("b", 0.8);
  const RunData baseline = run_of("a");
  const std::string page = compare_page(run, baseline, compare_runs(run, baseline, delta), delta);
  EXPECT_THAT(page, StartsWith("results/b over results/a, with 95 % intervals\n"));
  EXPECT_THAT(page, testing::ContainsRegex(
                        "\nthreaded       c=50                  0\\.80 \\[0\\.[78][0-9], "
                        "0\\.8[0-9]\\]  slower          (1\\.00|0\\.99) \\[.*\\]  equivalent"
                        "\n"));
  EXPECT_THAT(page, HasSubstr("Slower beyond 5 %, for certain:\n  - threaded at c=50 is slower: "));
  EXPECT_THAT(
      compare_page(baseline, run_of("c"), compare_runs(baseline, run_of("c"), delta), delta),
      HasSubstr("\nNothing got slower beyond 5 %.\n"));
}

TEST(Compare, SaysWhatDiffersAndDoesNotHinder) {
  RunData run = run_of("b");
  EXPECT_THAT(differences(run, run_of("a")), IsEmpty());
  run.manifest.build.git_describe = "v2";
  run.manifest.machine.kernel = "7.0";
  EXPECT_THAT(differences(run, run_of("a")),
              ElementsAre("another kernel: 7.0, before ", "another commit: v2, before v1"));
  EXPECT_EQ(why_not_comparable(run, run_of("a")), std::nullopt);
}

std::string refusal(const RunData& run, const RunData& baseline = run_of("a")) {
  return why_not_comparable(run, baseline).value_or("");
}

TEST(Compare, RefusesARunAgainstItself) {
  EXPECT_THAT(refusal(run_of("a")), StartsWith("a is given twice"));
  RunData copied = run_of("b");
  copied.manifest.started = "a";
  EXPECT_THAT(refusal(copied), StartsWith("b is given twice"));
}

TEST(Compare, RefusesAnotherLoad) {
  const auto with = [](const auto& change) {
    RunData run = run_of("b");
    change(run);
    return refusal(run);
  };
  EXPECT_EQ(with([](RunData&) {}), "");
  EXPECT_EQ(with([](RunData& run) { run.manifest.plan.requests = 5; }),
            "requests is 1000 in a and 5 in b: another load");
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.keep_alive = true; }),
              StartsWith("keep_alive is false in a"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.path = "/x"; }), StartsWith("path is /"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.duration_s = 2; }),
              StartsWith("duration_s is 0"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.requests_per_connection = 2; }),
              StartsWith("requests_per_connection is 0"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.poisson = true; }),
              StartsWith("arrivals is constant"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.warm_up = WarmUp::adaptive; }),
              StartsWith("warm_up is batch"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.plan.warm_up_requests = 1; }),
              StartsWith("warm_up_requests is 200"));
  EXPECT_THAT(with([](RunData& run) { run.manifest.placement.pinning = Pinning::split; }),
              StartsWith("pinning is free"));
}

TEST(Compare, RefusesAnotherGenerator) {
  RunData run = run_of("b");
  RunData baseline = run_of("a");
  for (CellRow& cell : run.cells) {
    cell.generator_engine = "io_uring";
  }
  for (CellRow& cell : baseline.cells) {
    cell.generator_engine = "epoll";
  }
  EXPECT_EQ(refusal(run, baseline),
            "the generator of threaded waits by epoll in a and by io_uring in b: another load");
}

TEST(Compare, RefusesWhatSaysNothing) {
  RunData run = run_of("b");
  run.manifest.build.measures = false;
  EXPECT_THAT(refusal(run), HasSubstr("sanitized or not optimised"));
  EXPECT_THAT(refusal(run_of("b", 1, 1, 1)), StartsWith("b has a single block"));
  EXPECT_THAT(refusal(run_of("b"), run_of("a", 1, 1, 1)), StartsWith("a has a single block"));
  run = run_of("b");
  run.manifest.plan.arms = {"balanced"};
  EXPECT_EQ(refusal(run), "a and b have no arm and level in common");
  run = run_of("b");
  run.manifest.plan.concurrencies = {1};
  EXPECT_EQ(refusal(run), "a and b have no arm and level in common");
}

}  // namespace
}  // namespace tiga::suite
