#include "suite/analysis/pressure.hpp"

#include <gmock/gmock.h>

#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite::analysis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

records::Manifest pinned_manifest() {
  records::Manifest manifest;
  manifest.plan = tests::made_up_plan({"threaded", "async"});
  manifest.placement = records::place(plan::Pinning::split, {{{0}, 0}, {{1}, 0}});
  return manifest;
}

// An arm's threads wait for each other; async waits from that block on.
std::vector<records::CellRow> cells_busy_from(std::uint64_t block) {
  std::vector<records::CellRow> cells = tests::made_up_arm("threaded", 12, 10000);
  tests::add(cells, tests::made_up_arm("async", 12, 15000));
  for (records::CellRow& cell : cells) {
    cell.cpu_pressure_share = cell.arm == "threaded" ? 0.9 : cell.block >= block ? 0.6 : 0.02;
  }
  return cells;
}

TEST(PressureOnARun, OfItsOwnThreadsIsNone) {
  const Pressure pressure = pressure_of(pinned_manifest(), cells_busy_from(13));
  EXPECT_FALSE(pressure.is_much());
  EXPECT_EQ(pressure.blocks, 12U);
  EXPECT_NEAR(pressure.share, 0.02, 1e-9);
  EXPECT_THAT(pressure.busy_blocks, IsEmpty());
}

TEST(PressureOnARun, IsSeenWhereNoThreadOfItsOwnWaits) {
  const Pressure pressure = pressure_of(pinned_manifest(), cells_busy_from(9));
  EXPECT_TRUE(pressure.is_much());
  EXPECT_THAT(pressure.busy_blocks, ElementsAre(9, 10, 11, 12));
  EXPECT_NEAR(pressure.share, (8 * 0.02 + 4 * 0.6) / 12, 1e-9);
  EXPECT_FALSE(pressure_of(pinned_manifest(), cells_busy_from(11)).is_much()) << "2 of 12 blocks";
}

TEST(PressureOnARun, IsSeenByOneConnectionToo) {
  std::vector<records::CellRow> cells = tests::made_up_arm("threaded", 12, 10000);
  for (records::CellRow& cell : cells) {
    cell.concurrency = 1;
    cell.cpu_pressure_share = 0.6;
  }
  EXPECT_TRUE(pressure_of(pinned_manifest(), cells).is_much());
}

TEST(PressureOnARun, IsNotKnownUnpinnedOrWithSlowReaders) {
  records::Manifest manifest = pinned_manifest();
  manifest.plan.background_clients.slow_readers = 1;
  EXPECT_EQ(pressure_of(manifest, cells_busy_from(1)).blocks, 0U);
  manifest = pinned_manifest();
  manifest.placement = {};
  EXPECT_EQ(pressure_of(manifest, cells_busy_from(1)).blocks, 0U);
  EXPECT_EQ(pressure_of(pinned_manifest(), {}).blocks, 0U);
}

}  // namespace
}  // namespace tiga::suite::analysis
