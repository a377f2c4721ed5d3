#include "suite/overview/durations.hpp"

#include <gmock/gmock.h>

#include "suite/overview/duration_text.hpp"
#include "tests/suite/overview/result_fixture.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

const std::string usual_text(tests::two_arms_text);

class Durations : public tests::ResultFixture {
 protected:
  // A run on this machine; so many seconds a cell.
  fs::path make_run_here(const std::string& name, double cell_s = 2) const {
    const fs::path run = make_run(name);
    change(run, [](records::Manifest& manifest) { manifest.machine = records::this_machine(); });
    std::vector<records::CellRow> cells = records::read_run(run).cells;
    for (records::CellRow& cell : cells) {
      cell.cell_s = cell_s;
    }
    common::write_file(run / "cells.csv", csv_file(records::cell_columns(), cells));
    return run;
  }
  Duration duration(std::string_view plan_text = tests::two_arms_text) const {
    return duration_of(plan::parse_plan(plan_text, "made-up.toml"), std::string(plan_text),
                       timed_runs(results()));
  }
};

TEST_F(Durations, AreTheMedianOfTheRunsOfThatPlanOnThisMachine) {
  EXPECT_TRUE(duration().estimated) << "no run";
  make_run_here("20261121T000000Z-a", 1);
  EXPECT_EQ(duration().seconds, 24);
  EXPECT_FALSE(duration().estimated);
  make_run_here("20261122T000000Z-a", 2);
  EXPECT_EQ(duration().seconds, 36);
  make_run_here("20261123T000000Z-a", 20);
  EXPECT_EQ(duration().seconds, 48);
}

TEST_F(Durations, AreOfThatVeryPlanAndBudget) {
  make_run_here("20261121T000000Z-a");
  EXPECT_TRUE(duration(usual_text + "# another\n").estimated);
  change(results() / "20261121T000000Z-a",
         [](records::Manifest& manifest) { manifest.plan.budget_s = 10; });
  EXPECT_TRUE(duration().estimated);
}

TEST_F(Durations, AreOfNoOtherMachineNorBuildNorCutRun) {
  const auto with = [&](const auto& change_it) {
    const fs::path run = make_run_here("20261121T000000Z-a");
    change(run, change_it);
    return duration().estimated;
  };
  EXPECT_FALSE(with([](records::Manifest&) {}));
  EXPECT_TRUE(with([](records::Manifest& manifest) { manifest.machine.cores += 1; }));
  EXPECT_TRUE(with([](records::Manifest& manifest) { manifest.build.measures = false; }));
  EXPECT_TRUE(
      with([](records::Manifest& manifest) { manifest.status = records::RunStatus::interrupted; }));
  EXPECT_TRUE(with([](records::Manifest& manifest) { manifest.hosts.resize(2); }));
}

TEST_F(Durations, PassOverWhatCannotBeRead) {
  const fs::path run = make_run_here("20261121T000000Z-a");
  common::write_file(run / "cells.csv", "cell,block\nx,1\n");
  EXPECT_TRUE(duration().estimated);
}

TEST(EstimatedDurations, AreAtMostTheBudgetAndAtLeastABlock) {
  plan::Plan plan = tests::two_arms_plan();
  const double all = estimated_seconds(plan);
  EXPECT_GT(all, 0);
  plan.most_blocks = 24;
  EXPECT_NEAR(estimated_seconds(plan), 2 * all, 1e-9);
  plan.most_blocks = 0;
  plan.budget_s = 180;
  EXPECT_EQ(estimated_seconds(plan), 180);
  plan.duration_s = 200;
  EXPECT_GE(estimated_seconds(plan), 400) << "two arms: the first block always runs";
}

TEST(EstimatedDurations, KnowTheShareOfAnOpenLoopAndTheTimeLimit) {
  plan::Plan plan = tests::two_arms_plan();
  const double closed = estimated_seconds(plan);
  plan.loads = {0.5};
  EXPECT_GT(estimated_seconds(plan), 2 * closed);
  plan.loads.clear();
  plan.duration_s = 100;
  plan.time_limit_s = 1;
  EXPECT_LT(estimated_seconds(plan), closed + 24 * 1.5);
}

TEST(DurationText, HasTheUnitThatAPersonPlansWith) {
  const auto shown = [](double seconds) { return duration_text(seconds, text::Language::english); };
  EXPECT_EQ(shown(0.4), "0 s");
  EXPECT_EQ(shown(99), "99 s");
  EXPECT_EQ(shown(180), "3 min");
  EXPECT_EQ(shown(5900), "98 min");
  EXPECT_EQ(shown(9000), "2.5 h");
}

}  // namespace
}  // namespace tiga::suite::overview
