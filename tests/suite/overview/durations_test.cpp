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
  EXPECT_TRUE(duration().is_budget) << "no run";
  make_run_here("20261121T000000Z-a", 1);
  EXPECT_EQ(duration().seconds, 24);
  EXPECT_FALSE(duration().is_budget);
  make_run_here("20261122T000000Z-a", 2);
  EXPECT_EQ(duration().seconds, 36);
  make_run_here("20261123T000000Z-a", 20);
  EXPECT_EQ(duration().seconds, 48);
}

TEST_F(Durations, AreOfThatVeryPlanAndBudget) {
  make_run_here("20261121T000000Z-a");
  EXPECT_TRUE(duration(usual_text + "# another\n").is_budget);
  change(results() / "20261121T000000Z-a",
         [](records::Manifest& manifest) { manifest.plan.budget_s = 10; });
  EXPECT_TRUE(duration().is_budget);
}

TEST_F(Durations, AreOfNoOtherMachineNorBuildNorCutRun) {
  const auto with = [&](const auto& change_it) {
    const fs::path run = make_run_here("20261121T000000Z-a");
    change(run, change_it);
    return duration().is_budget;
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
  EXPECT_TRUE(duration().is_budget);
}

TEST_F(Durations, AreAtMostTheBudgetWithoutARun) {
  EXPECT_FALSE(duration().seconds) << "no budget";
  EXPECT_EQ(duration(usual_text + "budget_s = 90\n").seconds, 90);
  map::MapText text;
  text.file = "map.toml";
  text.text = usual_text + "[workload.a]\n[workload.b]\n";
  EXPECT_FALSE(duration_of(text, {}).seconds);
  text.text = "budget_s = 90\n" + text.text;
  EXPECT_EQ(duration_of(text, {}).seconds, 180) << "of each workload";
  EXPECT_TRUE(duration_of(text, {}).is_budget);
}

TEST(DurationText, RoundsALimitUp) {
  const auto shown = [](double seconds) { return at_most_text(seconds, text::Language::english); };
  EXPECT_EQ(shown(30), "<30 s");
  EXPECT_EQ(shown(180), "<3 min");
  EXPECT_EQ(shown(200), "<4 min");
  EXPECT_EQ(shown(7201), "<2.1 h");
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
