#include "suite/runs/active_run.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"
#include "suite/measure/local_host.hpp"
#include "suite/records/run_data.hpp"
#include "tests/suite/measure/lost_host.hpp"

namespace tiga::suite::runs {
namespace {

TEST(Record, GrowsRowByRow) {
  const common::TemporaryFolder folder;
  Record record(folder.path());
  const auto cells = [&] {
    return read_rows(records::cell_columns(), common::read_file(folder.path() / "cells.csv"),
                     "cells.csv");
  };
  EXPECT_EQ(cells().size(), 0);
  measure::CellResult result;
  result.row.cell = 1;
  result.row.arm = "async";
  result.row.reason = {"failed", "one, \"two\""};
  result.latency = {{1, 1, "async", 5, {}, 10, 20, 3}, {1, 1, "async", 5, {}, 20, 30, 4}};
  record.add(result);
  ASSERT_EQ(cells().size(), 1);
  EXPECT_EQ(cells()[0].reason, result.row.reason);
  result.row.cell = 2;
  result.latency.clear();
  record.add(result);
  EXPECT_EQ(cells().size(), 2);
  const auto bins = read_rows(records::latency_columns(),
                              common::read_file(folder.path() / "latency.csv"), "latency.csv");
  ASSERT_EQ(bins.size(), 2);
  EXPECT_EQ(bins[1].lower_ns, 20);
  EXPECT_EQ(bins[1].count, 4);
}

TEST(Record, KeepsTheLogOfACellThatFailed) {
  const common::TemporaryFolder folder;
  Record record(folder.path());
  measure::CellResult result;
  result.row.cell = 17;
  result.row.log = "failed/cell-17.txt";
  result.log = "it died\n";
  record.add(result);
  EXPECT_EQ(common::read_file(folder.path() / "failed" / "cell-17.txt"), "it died\n");
}

measure::CellResult result_of(std::uint64_t cell) {
  measure::CellResult result;
  result.row.cell = cell;
  result.row.arm = "async";
  result.row.time_taken_s = 0.1 * static_cast<double>(cell);
  result.latency = {{cell, 1, "async", 5, 0.5, 10, 20, cell}};
  return result;
}

// A kill may come between the two files, or within a line.
TEST(Record, KeepsCompleteCellsAndDropsTheRestOnResume) {
  const common::TemporaryFolder folder;
  const auto cells = folder.path() / "cells.csv";
  const auto latency = folder.path() / "latency.csv";
  {
    Record record(folder.path());
    for (std::uint64_t cell = 1; cell <= 3; ++cell) {
      record.add(result_of(cell));
    }
  }
  std::string text = common::read_file(cells);
  common::write_file(cells, text.substr(0, text.size() - 5));

  const std::vector<measure::CellResult> taken_up = recorded(folder.path());
  ASSERT_EQ(taken_up.size(), 2);
  {
    Record record(folder.path(), taken_up);
    record.add(result_of(3));
  }
  EXPECT_EQ(common::read_file(cells), text) << "as if it had never been cut";
  EXPECT_EQ(read_rows(records::latency_columns(), common::read_file(latency), "latency").size(), 3);
}

TEST(MeasureRun, RecordsTheCellInWhichAHostWasLostAndEndsAsInterrupted) {
  const common::TemporaryFolder folder;
  const std::string text = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 1\n";
  ActiveRun run = begin_run(folder.path(), new_manifest(plan::parse_plan(text, "a.toml"), text, 1));
  measure::LocalHost here({"/nonexistent", folder.path() / ".cell"}, run.manifest.plan);
  measure::LostHost lost;
  measure::Testbed testbed = measure::on_one_host(lost);
  testbed.all = {&here, &lost};
  Interrupt interrupt;
  measure_run(run, testbed, interrupt, "tiga run --resume a");
  const records::RunData read = records::read_run(folder.path());
  EXPECT_EQ(read.manifest.status, records::RunStatus::interrupted);
  ASSERT_EQ(read.cells.size(), 1U);
  EXPECT_EQ(read.cells[0].reason.field(), "host_lost host=c how=\"it was silent for 5 s\"");
  EXPECT_THAT(common::read_file(folder.path() / read.cells[0].log),
              testing::HasSubstr("c was lost: it was silent for 5 s\n"));
}

}  // namespace
}  // namespace tiga::suite::runs
