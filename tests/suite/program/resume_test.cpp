// Runs that were cut, and how they go on.
#include <gmock/gmock.h>

#include <csignal>
#include <functional>
#include <map>

#include "common/build_info.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/run_folder.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view plan_to_cut =
    "arms = [\"threaded\", \"async\"]\nconcurrencies = [1, 5]\nloads = [0.5]\nrequests = 50\n"
    "warm_up_requests = 20\nblocks = 6\n";

class Resume : public testing::Test, protected TigaCommand {
 protected:
  // Kills the run once so many cells are on record, and sees that nothing of it is left.
  void cut(common::ChildProcess running, std::size_t cells, int signal, std::size_t resumed = 0) {
    const auto manifest = [&] { return records::read_manifest(only_run()); };
    ASSERT_TRUE(tests::wait_until(
        [&] {
          return fs::exists(only_run() / "manifest.json") && measured_cells() >= cells &&
                 manifest().resumed.size() == resumed;
        },
        60s));
    running.signal(signal);
    ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
    EXPECT_TRUE(tests::wait_until([&] { return processes_with({folder().string()}).empty(); }))
        << "a child was left behind";
  }

  // Types the command of the last line that the run printed.
  common::CommandResult type_last_line() const {
    const std::string output = common::read_file(folder() / "stdout");
    const std::string mark = "\ngo on   ";
    const std::size_t at = output.rfind(mark);
    if (at == std::string::npos || output.find('\n', at + mark.size()) != output.size() - 1) {
      ADD_FAILURE() << "no such last line: " << output;
      return {};
    }
    const std::string typed = output.substr(at + mark.size(), output.size() - at - mark.size() - 1);
    common::Command command;
    command.arguments = {"sh", "-c", typed + " --force --results " + results().string()};
    command.environment = {locks()};
    return common::run_command(command, 100s);
  }

  void expect_every_cell_once() const {
    const records::RunData run = records::read_run(only_run());
    const auto schedule = make_schedule(run.manifest.plan, run.manifest.seed);
    ASSERT_EQ(run.cells.size(), schedule.size());
    for (std::size_t at = 0; at < schedule.size(); ++at) {
      const records::CellRow& row = run.cells[at];
      const plan::CellSpec measured{static_cast<std::uint32_t>(row.cell),
                                    static_cast<std::uint32_t>(row.block),
                                    row.arm,
                                    {static_cast<std::uint32_t>(row.concurrency), row.load}};
      EXPECT_EQ(measured, schedule[at]) << "cell " << at + 1;
    }
    std::map<std::uint64_t, std::uint64_t> latencies;
    for (const records::LatencyRow& bin :
         read_rows(records::latency_columns(), common::read_file(run.folder / "latency.csv"),
                   "latency")) {
      latencies[bin.cell] += bin.count;
    }
    for (const records::CellRow& row : run.cells) {
      EXPECT_EQ(latencies[row.cell], row.outcomes[0].value_or(0)) << "cell " << row.cell;
    }
  }
};

TEST_F(Resume, CompletesTheSameSetOfCellsAfterAKillAtAnyPoint) {
  cut(start({"run", write_plan("long", plan_to_cut), "--seed", "3"}), 0, SIGKILL);
  cut(start({"run", "--resume", only_run()}), 1, SIGKILL, 1);
  cut(start({"run", "--resume", only_run()}), 8, SIGKILL, 2);
  cut(start({"run", "--resume", only_run()}), 17, SIGINT, 3);
  EXPECT_EQ(records::read_run(only_run()).manifest.status, records::RunStatus::interrupted);
  const auto end = type_last_line();
  EXPECT_EQ(end.report.status, 0) << end.error << end.output;
  EXPECT_THAT(end.error, HasSubstr("goes on after "));
  EXPECT_THAT(end.output, Not(HasSubstr("\ngo on   "))) << "complete";
  expect_every_cell_once();
  expect_whole(only_run());
  const records::Manifest manifest = records::read_run(only_run()).manifest;
  EXPECT_EQ(manifest.status, records::RunStatus::complete);
  EXPECT_EQ(manifest.ended_by, records::SweepEnd::blocks);
  EXPECT_EQ(manifest.resumed.size(), 4);
  EXPECT_THAT(processes_with({folder().string()}), IsEmpty());
}

TEST_F(Resume, RefusesARunThatIsComplete) {
  ASSERT_EQ(tiga({"run", write_plan("tiny",
                                    "arms = [\"async\"]\nconcurrencies = [1]\n"
                                    "requests = 5\n")})
                .report.status,
            0);
  const auto again = tiga({"run", "--resume", "latest"});
  EXPECT_EQ(again.report.status, 2);
  EXPECT_THAT(again.error, HasSubstr("is complete: there is nothing to resume"));
}

TEST_F(Resume, RefusesARunThatIsBeingMeasured) {
  // It lasts longer than the lock is waited for, two seconds, on any machine.
  const std::string longer =
      std::string(plan_to_cut).replace(plan_to_cut.find("blocks = 6"), 10, "blocks = 600");
  auto running = start({"run", write_plan("long", longer)});
  ASSERT_TRUE(tests::wait_until([&] { return measured_cells() >= 1; }, 60s));
  const auto second = tiga({"run", "--resume", only_run()});
  EXPECT_EQ(second.report.status, 3);
  EXPECT_THAT(second.error, HasSubstr("is being measured by another process"));
  running.signal(SIGINT);
  ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
}

TEST_F(Resume, KeepsASecondRunOffTheSameCoresUnlessForced) {
  TIGA_SKIP_UNLESS(common::build_info().measures(), "a build that measures");
  const std::string longer =
      std::string(plan_to_cut).replace(plan_to_cut.find("blocks = 6"), 10, "blocks = 600");
  const std::string text = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\n";
  const std::map<std::string, std::string> plans = {
      {"run", write_plan("tiny", text)}, {"map", write_plan("tiny-map", text + "[workload.w]\n")}};
  const fs::path others = folder() / "others";
  auto running = start({"run", write_plan("long", longer)});
  ASSERT_TRUE(tests::wait_until([&] { return measured_cells() >= 1; }, 60s));
  for (const auto& [command, plan] : plans) {
    const auto refused = tiga({command, plan}, others, Force::no);
    EXPECT_EQ(refused.report.status, 3) << command;
    EXPECT_THAT(refused.error, HasSubstr("another run measures on core "));
    EXPECT_FALSE(fs::exists(others)) << "nothing half-written";
    const auto wrong = tiga({command, "no-such-plan"}, others, Force::no);
    EXPECT_EQ(wrong.report.status, 2) << "bad input is told first: " << wrong.error;
  }
  const auto forced = tiga({"run", plans.at("run")}, others);
  EXPECT_EQ(forced.report.status, 0) << forced.error;
  EXPECT_TRUE(records::read_run(others / "latest").manifest.beside_another_run);
  EXPECT_THAT(common::read_file(others / "latest" / "report.md"),
              HasSubstr("Another run measured on the same cores"));

  running.signal(SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
  fs::remove_all(others);
  const auto alone = tiga({"run", plans.at("run")}, others, Force::no);
  EXPECT_EQ(alone.report.status, 0) << "a run that was killed leaves no lock: " << alone.error;
  EXPECT_FALSE(records::read_run(others / "latest").manifest.beside_another_run);
}

TEST_F(Resume, RefusesARunOfAnotherBuildOrMachine) {
  cut(start({"run", write_plan("long", plan_to_cut)}), 1, SIGINT);
  const fs::path file = only_run() / "manifest.json";
  const records::Manifest original = records::read_run(only_run()).manifest;

  records::Manifest other = original;
  other.build.git_describe = "v0-other";
  common::write_file(file, to_json(other));
  auto refused = tiga({"run", "--resume", only_run()}, results(), Force::no);
  EXPECT_EQ(refused.report.status, 3);
  EXPECT_THAT(refused.error, AllOf(HasSubstr("cannot resume: it was measured by v0-other, this is"),
                                   HasSubstr("--force")));
  other = original;
  other.machine.cores += 1;
  common::write_file(file, to_json(other));
  refused = tiga({"run", "--resume", only_run()}, results(), Force::no);
  EXPECT_EQ(refused.report.status, 3);
  EXPECT_THAT(refused.error, HasSubstr("cannot resume: it was measured on "));
}

TEST_F(Resume, FindsTheKilledRunAsLatest) {
  ASSERT_EQ(tiga({"run", write_plan("tiny",
                                    "arms = [\"async\"]\nconcurrencies = [1]\n"
                                    "requests = 5\n")})
                .report.status,
            0);
  auto running = start({"run", write_plan("long", plan_to_cut)});
  ASSERT_TRUE(tests::wait_until(
      [&] { return fs::read_symlink(results() / "latest").string().ends_with("-long"); }, 60s));
  running.signal(SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(30s)).has_value());
  EXPECT_EQ(tiga({"run", "--resume", "latest"}).report.status, 0);
}

TEST_F(Resume, RefusesCellsThatAreNotInItsPlan) {
  cut(start({"run", write_plan("long", plan_to_cut)}), 2, SIGINT);
  const fs::path file = only_run() / "cells.csv";
  std::string text = common::read_file(file);
  const std::size_t second = text.find("\n2,1,") + 1;
  common::write_file(file, text.replace(second, 4, "2,2,"));
  const auto refused = tiga({"run", "--resume", only_run()});
  EXPECT_EQ(refused.report.status, 3);
  EXPECT_THAT(refused.error, HasSubstr("cannot resume: row 2 of "));
}

TEST_F(Resume, GoesOnByItselfWithTheNewestRunOfThePlanThatWasCut) {
  const std::string plan = write_plan("long", plan_to_cut);
  const std::vector<std::string> order{"run", plan, "--go-on", "--seed", "3"};
  cut(start(order), 2, SIGINT);
  const fs::path first = only_run();
  const auto end = tiga(order);
  EXPECT_EQ(end.report.status, 0) << end.error;
  EXPECT_THAT(end.error, HasSubstr(first.filename().string() + " goes on; "));
  EXPECT_EQ(only_run(), first) << "no other run";
  expect_every_cell_once();
  const auto another = tiga(order);
  EXPECT_THAT(another.error, Not(HasSubstr("goes on;"))) << "complete: another one begins";
  EXPECT_NE(fs::canonical(results() / "latest"), fs::canonical(first));
}

TEST_F(Resume, GoesOnByItselfWithNothingElse) {
  const std::string tiny = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\n";
  const std::string plan = write_plan("tiny", tiny);
  const std::vector<std::string> order{"run", plan, "--go-on"};
  const auto latest = [&] { return fs::canonical(results() / "latest"); };
  // As a kill leaves it, but for one thing that is another.
  const auto goes_on = [&](const std::vector<std::string>& wanted,
                           const std::function<void(records::Manifest&)>& change) {
    EXPECT_EQ(tiga({"run", plan}).report.status, 0);
    const fs::path run = latest();
    records::Manifest manifest = records::read_run(run).manifest;
    manifest.status = records::RunStatus::running;
    change(manifest);
    common::write_file(run / "manifest.json", to_json(manifest));
    const auto end = tiga(wanted);
    EXPECT_EQ(end.report.status, 0) << end.error;
    return latest() == run;
  };
  const auto nothing = [](records::Manifest&) {};
  EXPECT_TRUE(goes_on(order, nothing));
  EXPECT_FALSE(goes_on({"run", plan}, nothing)) << "without --go-on";
  EXPECT_FALSE(goes_on({"run", plan, "--go-on", "--budget", "77"}, nothing));
  EXPECT_FALSE(goes_on({"run", plan, "--go-on", "--pinning", "free"}, nothing));
  EXPECT_FALSE(goes_on(order, [](records::Manifest& it) { it.build.git_describe = "v0-other"; }));
  EXPECT_FALSE(goes_on(order, [](records::Manifest& it) { it.machine.cores += 1; }));
  EXPECT_FALSE(goes_on(order, [](records::Manifest& it) { it.plan_text += "# other\n"; }));
}

TEST_F(Resume, CannotBeCombinedWithAPlanOrASeed) {
  EXPECT_EQ(tiga({"run", "--resume", "latest", "--go-on"}).report.status, 2);
  EXPECT_EQ(tiga({"run", "--go-on"}).report.status, 2) << "which plan?";
  EXPECT_EQ(tiga({"run"}).report.status, 2);
  EXPECT_EQ(tiga({"run", "quick", "--resume", "latest"}).report.status, 2);
  EXPECT_EQ(tiga({"run", "--resume", "latest", "--seed", "1"}).report.status, 2);
  EXPECT_EQ(tiga({"run", "--resume", "nowhere"}).report.status, 2);
}

}  // namespace
}  // namespace tiga::suite
