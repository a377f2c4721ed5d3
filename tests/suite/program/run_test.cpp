// The tiga command, measuring the real servers with the real generator under a tiny plan.
#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "common/build_info.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"
#include "tests/suite/tiga_command.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr std::string_view tiny =
    "arms = [\"threaded\", \"async\", \"balanced\"]\n"
    "concurrencies = [1, 5]\nrequests = 50\nwarm_up_requests = 20\n";

class TigaRun : public testing::Test, protected TigaCommand {
 protected:
  using Files = std::map<std::string, std::string>;

  static void expect_same(const Files& files, const Files& as) {
    EXPECT_EQ(files.size(), as.size());
    for (const auto& [name, content] : as) {
      const auto same = files.find(name);
      ASSERT_NE(same, files.end()) << name;
      EXPECT_TRUE(same->second == content) << name;
    }
  }

  // Every file of a run by its path there.
  static Files files_of(const fs::path& run) {
    Files files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run)) {
      if (entry.is_regular_file()) {
        files[fs::relative(entry.path(), run).string()] = common::read_file(entry.path());
      }
    }
    return files;
  }
};

TEST_F(TigaRun, IgnoresTheHostsOfAPlanOnOneMachine) {
  const auto result =
      tiga({"run", write_plan("hosts",
                              "arms = [\"async\"]\nconcurrencies = [1]\n"
                              "requests = 20\n[hosts]\nserve = [\"elsewhere\"]\n")});
  EXPECT_EQ(result.report.status, 0) << result.error;
  EXPECT_THAT(result.error, StartsWith("tiga: [hosts] of the plan is ignored"));
  const records::RunData run = records::read_run(only_run());
  EXPECT_THAT(run.manifest.hosts, IsEmpty());
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_EQ(run.cells[0].server_hosts, "");
  EXPECT_EQ(run.cells[0].generator_hosts, "");
  EXPECT_EQ(run.cells[0].start_spread_us, std::nullopt);
  EXPECT_TRUE(run.cells[0].segments_retransmitted.has_value());
}

TEST_F(TigaRun, WritesTheThreeTablesAndTheDataBehindThem) {
  const auto done = tiga({"run", write_plan("tiny", tiny), "--seed", "7"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  const fs::path run = fs::canonical(results() / "latest");
  EXPECT_THAT(run.filename().string(), EndsWith("-tiny"));

  for (const char* arm : {"threaded", "async", "balanced"}) {
    const auto table =
        read_rows(records::table_columns(),
                  common::read_file(run / "tables" / (std::string(arm) + ".csv")), arm);
    ASSERT_THAT(table, SizeIs(2)) << arm;
    for (const records::TableRow& row : table) {
      EXPECT_EQ(row.complete_requests, 50);
      EXPECT_EQ(row.failed_requests, 0);
      EXPECT_EQ(row.total_transferred_bytes, 50 * 122);
      EXPECT_NEAR(*row.requests_per_second * *row.time_taken_s, 50, 0.05);
    }
    EXPECT_TRUE(fs::exists(run / "tables" / (std::string(arm) + ".md")));
    EXPECT_THAT(done.output, HasSubstr("(" + std::string(arm) + ")"));
  }
  expect_whole(run);
  const records::RunData data = records::read_run(run);
  EXPECT_EQ(data.manifest.status, records::RunStatus::complete);
  EXPECT_EQ(data.manifest.seed, 7);
  EXPECT_EQ(data.manifest.plan_text, tiny);
  ASSERT_THAT(data.cells, SizeIs(6));
  for (const records::CellRow& cell : data.cells) {
    EXPECT_TRUE(cell.valid) << cell.reason.field();
    EXPECT_EQ(cell.replies_sent, 50);
    EXPECT_GT(cell.server_cpu_s, 0);
    EXPECT_GE(cell.server_cpu_total_s, cell.server_cpu_s);
    EXPECT_GT(cell.server_peak_memory_kib, 100);
    EXPECT_GT(cell.server_voluntary_switches, 0);
  }
  if (common::is_installed("gnuplot")) {
    EXPECT_TRUE(fs::exists(run / "charts" / "throughput.svg"));
    EXPECT_TRUE(fs::exists(run / "charts" / "throughput.png"));
  } else {
    EXPECT_THAT(done.output, HasSubstr("no chart: gnuplot is not installed"));
  }
}

TEST_F(TigaRun, CountsEveryLatency) {
  ASSERT_EQ(tiga({"run", write_plan("tiny", tiny)}).report.status, 0);
  std::map<std::uint64_t, std::uint64_t> counts;
  for (const records::LatencyRow& bin :
       read_rows(records::latency_columns(),
                 common::read_file(results() / "latest" / "latency.csv"), "latency")) {
    EXPECT_LT(bin.lower_ns, bin.upper_ns);
    counts[bin.cell] += bin.count;
  }
  EXPECT_THAT(counts, SizeIs(6));
  for (const auto& [cell, count] : counts) {
    EXPECT_EQ(count, 50) << "cell " << cell;
  }
}

TEST_F(TigaRun, MeasuresPersistentConnectionsUnpinned) {
  const auto done = tiga(
      {"run", write_plan("alive", std::string(tiny) + "keep_alive = true\n"), "--pinning", "free"});
  ASSERT_EQ(done.report.status, 0) << done.error;
  const records::RunData run = records::read_run(results() / "latest");
  EXPECT_EQ(run.manifest.placement.pinning, plan::Pinning::free);
  for (const records::CellRow& cell : run.cells) {
    EXPECT_TRUE(cell.valid) << cell.reason.field();
    EXPECT_EQ(cell.connections_opened, cell.concurrency);
    EXPECT_EQ(cell.bytes_received, 50 * 103);
  }
}

TEST_F(TigaRun, MeasuresWithIdleConnectionsAndSlowReaders) {
  const auto done = tiga(
      {"run", write_plan("beside", std::string(tiny) + "body_bytes = 1000\nidle = 9\n"
                                                       "slow_readers = 3\nslow_rate = 10000\n")});
  ASSERT_EQ(done.report.status, 0) << done.error;
  EXPECT_THAT(done.output, HasSubstr("beside 9 idle connections and 3 slow readers of "));
  for (const records::CellRow& cell : records::read_run(results() / "latest").cells) {
    EXPECT_TRUE(cell.valid) << cell.reason.field();
    EXPECT_EQ(cell.attempted, 50) << "theirs are not among them";
    EXPECT_GT(cell.bytes_received, 50 * 1000) << "the content comes back";
    EXPECT_EQ(cell.replies_sent, std::nullopt) << "theirs are among them";
  }
}

TEST_F(TigaRun, ReproducesItsReportByteForByte) {
  ASSERT_EQ(tiga({"run", write_plan("tiny", tiny)}).report.status, 0);
  const auto first = tiga({"report", "latest"});
  ASSERT_EQ(first.report.status, 0) << first.error;
  const fs::path run = fs::canonical(results() / "latest");
  const auto files = files_of(run);
  fs::remove_all(run / "tables");
  fs::remove_all(run / "charts");
  fs::remove(run / "report.html");
  const auto second = tiga({"report", run});
  EXPECT_EQ(second.report.status, 0) << second.error;
  EXPECT_EQ(second.output, first.output);
  expect_same(files_of(run), files);
  expect_whole(run);

  // Elsewhere, under another name and in another locale.
  const fs::path copy = folder() / "a copy";
  fs::copy(run, copy, fs::copy_options::recursive);
  for (const char* made : {"tables", "charts", "report.md", "report.html", "summary.tex"}) {
    fs::remove_all(copy / made);
  }
  const auto third = this->run({"report", copy}, {"LC_ALL=de_DE.UTF-8", "TZ=Asia/Jakarta"});
  EXPECT_EQ(third.report.status, 0) << third.error;
  expect_same(files_of(copy), files);
}

TEST_F(TigaRun, IsReportedInIndonesianAndBack) {
  ASSERT_EQ(tiga({"run", write_plan("tiny", tiny), "--lang", "id"}).report.status, 0);
  const fs::path run = fs::canonical(results() / "latest");
  EXPECT_THAT(common::read_file(run / "report.html"), HasSubstr("<html lang=\"id\""));
  EXPECT_THAT(common::read_file(run / "report.md"), HasSubstr("## Cara mengutip"));
  EXPECT_THAT(common::read_file(run / "tables" / "async.tex"), HasSubstr("Satu event loop"));
  const std::string verdicts = common::read_file(run / "verdicts.csv");
  ASSERT_EQ(tiga({"report", "latest"}).report.status, 0);
  EXPECT_THAT(common::read_file(run / "report.html"), HasSubstr("<html lang=\"en\""));
  EXPECT_THAT(common::read_file(run / "report.md"), HasSubstr("## How to cite"));
  EXPECT_EQ(common::read_file(run / "verdicts.csv"), verdicts) << "it is for programs";
}

TEST_F(TigaRun, ContinuesIfAServerDoesNotStart) {
  use_own_programs({"tiga", "loadgen", "threaded_server", "balancer"});
  fs::create_symlink("/bin/false", programs() / "async_server");
  const auto done = tiga({"run", write_plan("tiny", tiny)});
  EXPECT_EQ(done.report.status, 1);
  const records::RunData run = records::read_run(results() / "latest");
  ASSERT_THAT(run.cells, SizeIs(6));
  for (const records::CellRow& cell : run.cells) {
    EXPECT_EQ(cell.valid, cell.arm == "threaded");
    if (!cell.valid) {
      EXPECT_EQ(cell.reason.field(), "start_exited program=async_server status=1");
    }
  }
  EXPECT_THAT(common::read_file(run.folder / "tables" / "async.csv"),
              EndsWith("\n1,1,,,,,,,\n2,5,,,,,,,\n"));
  EXPECT_THAT(done.output, AllOf(HasSubstr("2 of 6 cells valid, 4 invalid"),
                                 HasSubstr("async_server did not start")));
  expect_whole(run.folder);
}

TEST_F(TigaRun, RejectsACellWhoseServerWritesNoCounters) {
  use_own_programs({"tiga", "loadgen", "threaded_server"});
  write_program("async_server", "exec '" + tests::program("async_server") + "' \"$1\"\n");
  const auto done =
      tiga({"run", write_plan("one", "arms = [\"async\"]\nconcurrencies = [5]\nrequests = 50\n")});
  EXPECT_EQ(done.report.status, 1);
  const records::RunData run = records::read_run(results() / "latest");
  ASSERT_THAT(run.cells, SizeIs(1));
  EXPECT_EQ(run.cells[0].reason.field(), "no_count");
  EXPECT_EQ(run.cells[0].complete_requests, 50) << "what was measured stays in the row";
  EXPECT_THAT(done.output, HasSubstr("no chart: there is no valid cell"));
}

}  // namespace
}  // namespace tiga::suite
