// A host that is lost while it measures: the cell is on record, nothing is left, the run goes on.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/hosts/runs.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/wait.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using suite::records::CellRow;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Cells that take five seconds at least. A test that is slow to strike meets the second one.
constexpr std::string_view slow_cells =
    "arms = [\"threaded\", \"balanced\"]\nconcurrencies = [1]\nrequests = 50\n"
    "warm_up_requests = 1\npath = \"/workload/sleep/100\"\naa = \"\"\nblocks = "
    "1\n";

class HostLoss : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const std::string missing = missing_for_mpi();
    TIGA_SKIP_UNLESS(missing.empty(), missing);
  }

  static std::vector<std::string> options() {
    return std::string(GetParam()).empty() ? std::vector<std::string>()
                                           : std::vector<std::string>{GetParam()};
  }

  // A run that is in the middle of a cell.
  static common::ChildProcess start(const LabRuns& runs) {
    std::vector<std::string> all{"--bind-to", "none"};
    const std::vector<std::string> extra = options();
    all.insert(all.end(), extra.begin(), extra.end());
    auto command =
        runs.mpirun(all, {"run", "--results", runs.results().string(), runs.plan_file()});
    command.output_file = runs.lab().folder() / "output";
    command.error_file = runs.lab().folder() / "error";
    auto process = common::ChildProcess::start(command);
    EXPECT_TRUE(wait_until([&] { return runs.lab().process_of(1, program("loadgen")) > 0; }, 60s));
    return process;
  }

  static bool has_lost(const LabRuns& runs, const std::string& host) {
    return std::ranges::any_of(runs.cells_so_far(), [&](const CellRow& cell) {
      return !cell.valid && cell.reason.field().starts_with("host_lost") &&
             cell.reason.field().find(host) != std::string::npos;
    });
  }

  static std::string said(const LabRuns& runs) {
    return common::read_file(runs.lab().folder() / "error");
  }

  static void expect_to_go_on(const LabRuns& runs) {
    const auto result = runs.resume(options());
    // The lost cell stays; mpirun with recovery does not pass on the status.
    EXPECT_EQ(result.report.status, options().empty() ? 1 : 0) << result.error;
    const auto run = runs.newest();
    EXPECT_EQ(run.manifest.status, suite::records::RunStatus::complete) << result.error;
    EXPECT_EQ(run.cells.size(), 2U);
    EXPECT_EQ(run.invalid_cells(), 1U);
  }
};

TEST_P(HostLoss, AKilledProcessInvalidatesTheCellByNameAndTheRunGoesOn) {
  const LabRuns runs(4, slow_cells);
  auto process = start(runs);
  const int victim = runs.lab().process_of(2, program("tiga"));
  ASSERT_GT(victim, 0);
  runs.lab().must(2, "kill -9 " + std::to_string(victim));
  EXPECT_TRUE(wait_until([&] { return has_lost(runs, "h2"); }, 20s)) << said(runs);
  EXPECT_TRUE(wait_until([&] { return runs.left_over().empty(); }, 30s))
      << testing::PrintToString(runs.left_over());
  const auto end = process.wait(common::Deadline::after(60s));
  ASSERT_TRUE(end) << said(runs);
  EXPECT_THAT(said(runs), HasSubstr("host h2 was lost in cell "));
  expect_to_go_on(runs);
  EXPECT_THAT(runs.left_over(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Mpirun, HostLoss, testing::Values("", "--enable-recovery"),
                         [](const auto& instance) {
                           return std::string(instance.param).empty() ? "Default" : "Recovery";
                         });

TEST_P(HostLoss, WithoutTheFirstProcessTheOthersEndAndTheRunGoesOn) {
  const LabRuns runs(4, slow_cells);
  auto process = start(runs);
  const int first = runs.lab().process_of(1, program("tiga") + " run");
  ASSERT_GT(first, 0);
  runs.lab().must(1, "kill -9 " + std::to_string(first));
  EXPECT_TRUE(wait_until([&] { return runs.left_over().empty(); }, 40s))
      << testing::PrintToString(runs.left_over());
  ASSERT_TRUE(process.wait(common::Deadline::after(60s))) << said(runs);
  const auto result = runs.resume(options());
  EXPECT_EQ(result.report.status, 0) << result.error;
  const auto run = runs.newest();
  EXPECT_EQ(run.cells.size(), 2U);
  EXPECT_EQ(run.invalid_cells(), 0U);
}

class NetworkLoss : public HostLoss {};

TEST_P(NetworkLoss, ACutNetworkInvalidatesTheCellByNameAndEndsTheHostToo) {
  const LabRuns runs(4, slow_cells);
  auto process = start(runs);
  runs.lab().must(2, "ip link set eth0 down");
  EXPECT_TRUE(wait_until([&] { return has_lost(runs, "h2"); }, 20s)) << said(runs);
  EXPECT_TRUE(wait_until([&] { return runs.left_over().empty(); }, 40s))
      << testing::PrintToString(runs.left_over());
  ASSERT_TRUE(process.wait(common::Deadline::after(90s))) << said(runs);
  EXPECT_THAT(said(runs), HasSubstr("host h2 was lost in cell "));
  runs.lab().must(2, "ip link set eth0 up");
  expect_to_go_on(runs);
}

INSTANTIATE_TEST_SUITE_P(Mpirun, NetworkLoss, testing::Values(""),
                         [](const auto&) { return "Default"; });

}  // namespace
}  // namespace tiga::tests
