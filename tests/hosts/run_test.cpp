// `tiga run` on several hosts: what it measures, and what it refuses.
#include <gmock/gmock.h>

#include <fstream>

#include "common/build_info.hpp"
#include "common/files.hpp"
#include "tests/hosts/runs.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/skip.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using suite::records::CellRow;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view grid =
    "arms = [\"threaded\", \"async\", \"balanced\"]\n"
    "concurrencies = [1, 50]\nrequests = 200\nwarm_up_requests = "
    "50\nkeep_alive = false\n"
    "aa = \"\"\nblocks = 1\n";

class HostsRun : public testing::Test {
 protected:
  void SetUp() override {
    const std::string missing = missing_for_mpi();
    TIGA_SKIP_UNLESS(missing.empty(), missing);
  }

  static std::string header_of(const std::filesystem::path& run) {
    std::ifstream file(run / "cells.csv");
    std::string line;
    std::getline(file, line);
    return line;
  }
};

TEST_F(HostsRun, FourHostsMeasureTheGridAndLeaveTheFilesOfALocalRun) {
  const LabRuns runs(4, grid);
  const auto result = runs.run();
  ASSERT_EQ(result.report.status, 0) << result.error;
  const auto run = runs.newest();
  ASSERT_EQ(run.cells.size(), 6U);
  for (const CellRow& cell : run.cells) {
    EXPECT_TRUE(cell.valid) << cell.reason.field();
    EXPECT_EQ(cell.generator_hosts, "h1");
    EXPECT_EQ(cell.server_hosts, cell.arm == "balanced" ? "h2 h3 h4" : "h2");
  }
  ASSERT_EQ(run.manifest.hosts.size(), 4U);
  for (const auto& host : run.manifest.hosts) {
    EXPECT_TRUE(host.link_mbit) << host.name << ": its interface tells";
  }
  for (const char* arm : {"threaded", "async", "balanced"}) {
    EXPECT_THAT(result.output, HasSubstr(arm));
  }
  EXPECT_THAT(runs.left_over(), IsEmpty());

  const auto alone = runs.run_alone();
  ASSERT_EQ(alone.report.status, 0) << alone.error;
  const auto local = runs.newest();
  ASSERT_NE(local.folder, run.folder);
  EXPECT_EQ(header_of(local.folder), header_of(run.folder));
  EXPECT_EQ(local.cells.size(), run.cells.size());
  EXPECT_EQ(local.cells.front().server_hosts, "");
}

TEST_F(HostsRun, TwoGeneratorsSendTogetherWhatOneWould) {
  const LabRuns runs(3,
                     "arms = [\"async\"]\nconcurrencies = [101]\nrequests = 1001\n"
                     "warm_up_requests = 50\naa = \"\"\nblocks = 1\n"
                     "[hosts]\ngenerate = [\"h1\", \"h2\"]\n");
  const auto result = runs.run();
  ASSERT_EQ(result.report.status, 0) << result.error;
  const auto run = runs.newest();
  ASSERT_EQ(run.cells.size(), 1U);
  const CellRow& cell = run.cells.front();
  EXPECT_EQ(cell.requests, 1001U);
  EXPECT_EQ(cell.complete_requests, 1001U);
  EXPECT_EQ(cell.generator_hosts, "h1 h2");
  EXPECT_EQ(cell.server_hosts, "h3");
  ASSERT_TRUE(cell.start_spread_us);
  EXPECT_GE(*cell.start_spread_us, 0);
}

TEST_F(HostsRun, LostPacketsAreCountedAsRetransmissions) {
  const LabRuns runs(2,
                     "arms = [\"async\"]\nconcurrencies = [50]\nrequests = 20000\n"
                     "keep_alive = true\naa = \"\"\nblocks = 1\n");
  runs.lab().must(0,
                  "nft add table bridge loss && "
                  "nft 'add chain bridge loss lossy { type filter hook forward "
                  "priority 0; }' && "
                  "nft add rule bridge loss lossy ip protocol tcp tcp dport != 0 "
                  "numgen random mod 1000 == 0 counter drop");
  runs.run();
  const auto run = runs.newest();
  ASSERT_EQ(run.cells.size(), 1U);
  ASSERT_TRUE(run.cells.front().segments_retransmitted);
  EXPECT_GT(*run.cells.front().segments_retransmitted, 0U);
  EXPECT_EQ(run.cells.front().attempted, 20000U);
}

// The load takes ten seconds, so that a busy machine may lose one of them.
TEST_F(HostsRun, LargeRepliesStopAtTheWire) {
  const LabRuns runs(2,
                     "arms = [\"async\"]\nconcurrencies = [8]\nrequests = 24\n"
                     "path = \"/workload/bytes/1000000\"\nkeep_alive = true\naa = \"\"\n"
                     "blocks = 1\nwarm_up_requests = 8\n[hosts.link_mbit]\nh2 = 20\n");
  runs.lab().must(2, "tc qdisc add dev eth0 root tbf rate 20mbit burst 64kb latency 50ms");
  const auto result = runs.run();
  ASSERT_EQ(result.report.status, 0) << result.error;
  const auto run = runs.newest();
  ASSERT_EQ(run.cells.size(), 1U);
  ASSERT_TRUE(run.cells.front().ok_per_second);
  EXPECT_LE(*run.cells.front().ok_per_second * 8,
            20.5);  // Mbit/s; the burst comes on top
  EXPECT_THAT(common::read_file(run.folder / "report.md"),
              HasSubstr("The network was the limit of"));
}

TEST_F(HostsRun, AnotherBuildIsRefusedBeforeAnythingStarts) {
  const LabRuns runs(2, grid);
  std::string content = common::read_file(program("tiga"));
  const std::string own(common::build_info().git_describe);
  const std::string other(own.size(), 'x');
  for (std::size_t at = content.find(own); at != std::string::npos;
       at = content.find(own, at + own.size())) {
    content.replace(at, own.size(), other);
  }
  const auto file = runs.lab().folder() / "other";
  common::write_file(file, content);
  runs.lab().must(
      2, "chmod +x " + file.string() + " && mount --bind " + file.string() + " " + program("tiga"));
  const auto result = runs.run();
  EXPECT_EQ(result.report.status, 3) << result.error;
  EXPECT_THAT(result.error, AllOf(HasSubstr("host h2 has build " + other), HasSubstr(own)));
  EXPECT_FALSE(std::filesystem::exists(runs.results()));
  EXPECT_THAT(runs.left_over(), IsEmpty());
}

TEST_F(HostsRun, PinnedProcessesAreRefused) {
  const LabRuns runs(2, grid);
  if (common::run_command({.arguments = {"nproc"}}, 20s).output == "1\n") {
    return;
  }
  const auto result = common::run_command(
      runs.mpirun({"--bind-to", "core"},
                  {"run", "--results", runs.results().string(), runs.plan_file()}),
      60s);
  EXPECT_EQ(result.report.status, 3) << result.error;
  EXPECT_THAT(result.error, AllOf(HasSubstr("tiga: host h1: this process may use 1 of "),
                                  HasSubstr("tiga: host h2: this process may use 1 of "),
                                  HasSubstr("--bind-to none")));
  EXPECT_FALSE(std::filesystem::exists(runs.results()));
}

TEST_F(HostsRun, AHostThatIsNotThereIsAnErrorOfThePlan) {
  const LabRuns runs(2, std::string(grid) + "[hosts]\nserve = [\"h9\"]\n");
  const auto result = runs.run();
  EXPECT_EQ(result.report.status, 2) << result.error;
  EXPECT_THAT(result.error, AllOf(HasSubstr("hosts.serve"), HasSubstr("h9")));
  EXPECT_FALSE(std::filesystem::exists(runs.results()));
}

TEST_F(HostsRun, AMapIsRefusedOnce) {
  const LabRuns runs(2, grid);
  const auto result = common::run_command(
      runs.mpirun({"--bind-to", "none"}, {"map", "--results", runs.results().string()}), 60s);
  EXPECT_EQ(result.report.status, 2) << result.error;
  const std::string line = "tiga map works on one host only";
  const auto at = result.error.find(line);
  ASSERT_NE(at, std::string::npos) << result.error;
  EXPECT_EQ(result.error.find(line, at + 1), std::string::npos);
}

}  // namespace
}  // namespace tiga::tests
