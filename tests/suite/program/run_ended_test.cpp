// `tiga run` whose servers, or which itself, are ended before their time.
#include <gmock/gmock.h>
#include <signal.h>

#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"
#include "tests/suite/tiga_command.hpp"
#include "tests/support/wait.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

class TigaRunEnded : public testing::Test, protected TigaCommand {
 protected:
  bool said(const std::string& text) const {
    return common::read_file(folder() / "stderr").find(text) != std::string::npos;
  }
};

constexpr std::string_view endless =
    "arms = [\"async\"]\nconcurrencies = [5]\nrequests = 50000000\nwarm_up_requests = 20\n";

TEST_F(TigaRunEnded, RejectsACellWhoseServerIsKilled) {
  auto running = start({"run", write_plan("endless", endless)});
  ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); })) << "the load has begun";
  for (const pid_t server : processes_with({"async_server", folder().string()})) {
    ::kill(server, SIGKILL);
  }
  const auto end = running.wait(common::Deadline::after(60s));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->status, 1);
  const records::RunData run = records::read_run(results() / "latest");
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_FALSE(run.cells[0].valid);
  EXPECT_THAT(run.cells[0].reason.field(), StartsWith("killed program=async_server signal=9 "));
  EXPECT_THAT(common::read_file(run.folder / run.cells[0].log),
              AllOf(StartsWith("cell 1, block 1: async, c="), HasSubstr("was killed by signal 9"),
                    HasSubstr("\n== server-0/stdout ==\n")));
}

constexpr std::string_view long_plan =
    "arms = [\"threaded\", \"async\", \"balanced\"]\n"
    "concurrencies = [1, 5]\nrequests = 50\nwarm_up_requests = 20\nblocks = 1000\n";

void expect_all_valid(const records::RunData& run) {
  for (const records::CellRow& cell : run.cells) {
    EXPECT_TRUE(cell.valid) << cell.arm << ": " << cell.reason.field();
  }
}

TEST_F(TigaRunEnded, InterruptedLeavesCompleteFilesAndNoChild) {
  auto running = start({"run", write_plan("long", long_plan)});
  ASSERT_TRUE(tests::wait_until([&] { return measured_cells() >= 7; }, 60s));
  // As a terminal does it: to the children as well, and from an impatient user twice.
  ASSERT_EQ(::kill(-running.pid(), SIGINT), 0);
  ASSERT_TRUE(tests::wait_until([&] { return said("interrupted"); }));
  running.signal(SIGINT);
  const auto end = running.wait(common::Deadline::after(30s));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->status, 1) << common::read_file(folder() / "stderr");
  EXPECT_THAT(processes_with({folder().string()}), IsEmpty());

  const fs::path folder_of_run = fs::canonical(results() / "latest");
  expect_whole(folder_of_run);
  const records::RunData run = records::read_run(folder_of_run);
  EXPECT_EQ(run.manifest.status, records::RunStatus::interrupted);
  EXPECT_GE(run.cells.size(), 7);
  EXPECT_LT(run.cells.size(), 6000);
  expect_all_valid(run);  // a cell that was cut short is no cell
  EXPECT_THAT(common::read_file(folder_of_run / "tables" / "balanced.csv"),
              HasSubstr(",50,0,6100,"));
  EXPECT_THAT(common::read_file(folder() / "stdout"), HasSubstr("The run was interrupted"));
  EXPECT_THAT(common::read_file(folder() / "stderr"), HasSubstr("tiga: interrupted: Interrupt"));
}

TEST_F(TigaRunEnded, InterruptedOnceEndsAfterTheCell) {
  const std::string plan =
      std::string(endless).replace(endless.find("50000000"), 8, "40000") + "blocks = 1000\n";
  auto running = start({"run", write_plan("long", plan)});
  ASSERT_TRUE(tests::wait_until([&] { return runs("40000"); }, 60s)) << "in a cell";
  // As a terminal does it: to all of the group.
  ASSERT_EQ(::kill(-running.pid(), SIGINT), 0);
  const auto end = running.wait(common::Deadline::after(60s));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->status, 1);
  EXPECT_TRUE(said("the run ends after this cell"));
  EXPECT_TRUE(said("tiga: interrupted: Interrupt; what was measured is kept"));
  const records::RunData run = records::read_run(results() / "latest");
  expect_whole(run.folder);
  EXPECT_EQ(run.manifest.status, records::RunStatus::interrupted);
  ASSERT_GE(run.cells.size(), 1);
  expect_all_valid(run);  // the signal did not reach the load generator
}

TEST_F(TigaRunEnded, TerminatedDuringACellEndsAtOnce) {
  auto running = start({"run", write_plan("endless", endless)});
  ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); }));
  running.signal(SIGTERM);
  const auto end = running.wait(common::Deadline::after(30s));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->status, 1);
  EXPECT_THAT(processes_with({folder().string()}), IsEmpty());
  const records::RunData run = records::read_run(results() / "latest");
  EXPECT_THAT(run.cells, IsEmpty());
  expect_whole(run.folder);
}

TEST_F(TigaRunEnded, AHangUpInterruptsItUnlessNohupStartedIt) {
  for (const bool ignored : {false, true}) {
    ::signal(SIGHUP, ignored ? SIG_IGN : SIG_DFL);  // is inherited
    auto running = start({"run", write_plan("endless", endless)});
    ::signal(SIGHUP, SIG_DFL);
    ASSERT_TRUE(tests::wait_until([&] { return runs("50000000"); }));
    running.signal(SIGHUP);
    if (ignored) {
      interrupt_cell(running);  // that it was not the hang-up is seen from its message
    }
    const auto end = running.wait(common::Deadline::after(30s));
    ASSERT_TRUE(end.has_value());
    EXPECT_EQ(end->status, 1);
    EXPECT_TRUE(said(ignored ? "interrupted: Interrupt" : "interrupted: Hangup"));
  }
}

TEST_F(TigaRunEnded, KilledLeavesNoChildAndReadableFiles) {
  auto running = start({"run", write_plan("long", long_plan)});
  ASSERT_TRUE(tests::wait_until([&] { return measured_cells() >= 3; }, 60s));
  running.signal(SIGKILL);
  ASSERT_TRUE(running.wait(common::Deadline::after(10s)).has_value());
  EXPECT_TRUE(tests::wait_until([&] { return processes_with({folder().string()}).empty(); }));

  const fs::path run = only_run();
  EXPECT_EQ(records::read_run(run).manifest.status, records::RunStatus::running);
  const auto reported = tiga({"report", run});
  EXPECT_EQ(reported.report.status, 0) << reported.error;
  EXPECT_THAT(reported.output, HasSubstr("has not ended, or was killed"));
  EXPECT_GE(records::read_run(run).cells.size(), 3);
}

}  // namespace
}  // namespace tiga::suite
