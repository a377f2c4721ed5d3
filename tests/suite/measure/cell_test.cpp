#include "suite/measure/cell.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"
#include "suite/measure/local_host.hpp"

namespace tiga::suite::measure {
namespace {

using testing::StartsWith;

TEST(Cell, HasARowEvenIfNothingCanBeStarted) {
  plan::Plan plan;
  plan.requests = 10;
  const common::TemporaryFolder folder;
  LocalHost host({"/nonexistent", folder.path() / "work"}, plan);
  const CellResult result =
      run_cell({3, 2, "async", {5}}, plan, on_one_host(host), std::nullopt, [] {});
  EXPECT_FALSE(result.row.valid);
  EXPECT_EQ(result.row.cell, 3);
  EXPECT_EQ(result.row.block, 2);
  EXPECT_EQ(result.row.arm, "async");
  EXPECT_EQ(result.row.concurrency, 5);
  EXPECT_EQ(result.row.time_taken_s, std::nullopt);
  EXPECT_THAT(result.row.reason.field(),
              StartsWith("failed text=\"cannot start /nonexistent/async_server"));
  EXPECT_EQ(result.row.log, "failed/cell-3.txt");
  EXPECT_EQ(result.lost_host, "");
  EXPECT_THAT(result.log, StartsWith("cell 3, block 2: async, c=5\nbegun "));
}

TEST(Cell, HasARowEvenIfAHostIsFoundLostAtItsEnd) {
  plan::Plan plan;
  plan.requests = 10;
  const common::TemporaryFolder folder;
  LocalHost host({"/nonexistent", folder.path() / "work"}, plan);
  const CellResult result = run_cell({3, 2, "async", {5}}, plan, on_one_host(host), std::nullopt,
                                     [] { throw HostLost("c", "it closed the connection"); });
  EXPECT_FALSE(result.row.valid);
  EXPECT_EQ(result.row.reason.field(), "host_lost host=c how=\"it closed the connection\"");
  EXPECT_EQ(result.lost_host, "c");
  EXPECT_THAT(result.log, StartsWith("cell 3, block 2: async, c=5\nbegun "));
}

}  // namespace
}  // namespace tiga::suite::measure
