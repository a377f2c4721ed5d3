#include "suite/measure/cell.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::measure {
namespace {

using testing::StartsWith;

TEST(Cell, HasARowEvenIfNothingCanBeStarted) {
  plan::Plan plan;
  plan.requests = 10;
  const Bench bench{"/nonexistent", testing::TempDir() + "tiga-cell", std::nullopt, std::nullopt};
  const CellResult result = run_cell({3, 2, "async", {5}}, plan, bench, std::nullopt, [] {});
  EXPECT_FALSE(result.row.valid);
  EXPECT_EQ(result.row.cell, 3);
  EXPECT_EQ(result.row.block, 2);
  EXPECT_EQ(result.row.arm, "async");
  EXPECT_EQ(result.row.concurrency, 5);
  EXPECT_EQ(result.row.time_taken_s, std::nullopt);
  EXPECT_THAT(result.row.reason.field(),
              StartsWith("failed text=\"cannot start /nonexistent/async_server"));
  EXPECT_EQ(result.row.log, "failed/cell-3.txt");
  EXPECT_THAT(result.log, StartsWith("cell 3, block 2: async, c=5\nbegun "));
  std::filesystem::remove_all(bench.work);
}

}  // namespace
}  // namespace tiga::suite::measure
