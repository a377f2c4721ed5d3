// Reading a run of an older version.
#include "suite/records/run_data.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::records {
namespace {

using testing::DoubleNear;
using testing::Optional;

// A run with these cells, read back.
RunData read_cells(const std::string& cells) {
  const common::TemporaryFolder folder;
  Manifest manifest;
  manifest.plan_text = "arms = [\"async\"]\nconcurrencies = [1]\nrequests = 5\n";
  manifest.plan = plan::parse_plan(manifest.plan_text, "x.toml");
  common::write_file(folder.path() / "manifest.json", to_json(manifest));
  common::write_file(folder.path() / "cells.csv", cells);
  return read_run(folder.path());
}

TEST(RunData, DerivesTheTotalCpuOfRunsWithoutItsColumn) {
  const RunData run = read_cells(
      "cell,ok,generator_cpu_s,server_cpu_s\n1,1000,0.2,0.4\n2,1000,,0.4\n3,1000,0.2,\n4,0,0.2,"
      "0.4\n");
  ASSERT_EQ(run.cells.size(), 4);
  EXPECT_THAT(run.cells[0].total_cpu_us_per_request, Optional(DoubleNear(600, 1e-6)));
  for (std::size_t at = 1; at < 4; ++at) {
    EXPECT_EQ(run.cells[at].total_cpu_us_per_request, std::nullopt) << at;
  }
}

TEST(RunData, KeepsTheTotalCpuThatWasRecorded) {
  const RunData run = read_cells(
      "cell,ok,generator_cpu_s,server_cpu_s,total_cpu_us_per_request\n1,1000,0.2,0.4,601\n");
  EXPECT_EQ(run.cells.at(0).total_cpu_us_per_request, 601);
}

TEST(SecondsOfCells, AreTheSumOfThoseThatAreKnown) {
  EXPECT_EQ(seconds_of({}), std::nullopt);
  EXPECT_EQ(seconds_of(std::vector<CellRow>(2)), std::nullopt);
  EXPECT_EQ(seconds_of(read_cells("cell,cell_s\n1,1.5\n2,\n3,2\n").cells), 3.5);
}

}  // namespace
}  // namespace tiga::suite::records
