#include "suite/sweep.hpp"

#include <gmock/gmock.h>

#include "common/files.hpp"

namespace tiga::suite {
namespace {

using namespace std::chrono_literals;

TEST(Sweep, BeginsNoBlockThatWouldEndAfterTheBudget) {
  Plan plan;
  plan.budget_s = 100;
  EXPECT_TRUE(block_fits(plan, 0, 1000s)) << "the first always runs";
  EXPECT_TRUE(block_fits(plan, 1, 50s));
  EXPECT_FALSE(block_fits(plan, 1, 51s));
  EXPECT_TRUE(block_fits(plan, 9, 90s));
  EXPECT_FALSE(block_fits(plan, 9, 91s));
  plan.budget_s.reset();
  EXPECT_TRUE(block_fits(plan, 9, 1000h));
}

struct Stopped {};

TEST(Sweep, EndsWithWhatThePulseThrowsAndKeepsWhatWasRun) {
  Plan plan;
  plan.arms = {"async"};
  plan.concurrencies = {1};
  plan.requests = 1;
  plan.blocks = plan.most_blocks = 5;
  const common::TemporaryFolder folder;
  const Bench bench{"/nonexistent", folder.path() / "work", std::nullopt, std::nullopt};
  int taken = 0;
  const auto pulse = [&] {
    if (taken == 2) {
      throw Stopped();
    }
  };
  EXPECT_THROW(sweep(
                   make_schedule(plan, 1), plan, bench,
                   [&](const CellSpec&, const CellResult&) { ++taken; }, pulse),
               Stopped);
  EXPECT_EQ(taken, 2);
}

TEST(Record, GrowsRowByRow) {
  const common::TemporaryFolder folder;
  Record record(folder.path());
  const auto cells = [&] {
    return read_rows(cell_columns(), common::read_file(folder.path() / "cells.csv"), "cells.csv");
  };
  EXPECT_EQ(cells().size(), 0);
  CellResult result;
  result.row.cell = 1;
  result.row.arm = "async";
  result.row.reason = "one, \"two\"";
  result.latency = {{1, 1, "async", 5, {}, 10, 20, 3}, {1, 1, "async", 5, {}, 20, 30, 4}};
  record.add(result);
  ASSERT_EQ(cells().size(), 1);
  EXPECT_EQ(cells()[0].reason, "one, \"two\"");
  result.row.cell = 2;
  result.latency.clear();
  record.add(result);
  EXPECT_EQ(cells().size(), 2);
  const auto bins =
      read_rows(latency_columns(), common::read_file(folder.path() / "latency.csv"), "latency.csv");
  ASSERT_EQ(bins.size(), 2);
  EXPECT_EQ(bins[1].lower_ns, 20);
  EXPECT_EQ(bins[1].count, 4);
}

}  // namespace
}  // namespace tiga::suite
