#include "suite/analysis/estimates.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "suite/records/columns.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::suite::analysis {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Blocks of async at concurrency 50 with these throughputs.
std::vector<records::CellRow> blocks_of(const std::vector<double>& throughputs) {
  std::vector<records::CellRow> cells;
  cells.reserve(throughputs.size());
  for (const double throughput : throughputs) {
    cells.push_back(tests::made_up_cell("async", cells.size() + 1, throughput));
    cells.back().cell = cells.size();
  }
  return cells;
}

plan::Plan only_async() { return tests::made_up_plan({"async"}); }

records::EstimateRow throughput_of(const std::vector<records::CellRow>& cells) {
  const auto rows = make_estimates(only_async(), cells);
  const auto found = std::ranges::find(rows, "throughput", &records::EstimateRow::metric);
  return found == rows.end() ? records::EstimateRow{} : *found;
}

TEST(Estimates, AreMediansWithTheIntervalOfOrderStatistics) {
  const records::EstimateRow row = throughput_of(blocks_of({600, 100, 500, 200, 400, 300}));
  EXPECT_EQ(row.arm, "async");
  EXPECT_EQ(row.concurrency, 50);
  EXPECT_EQ(row.blocks, 6);
  EXPECT_EQ(row.median, 350);
  EXPECT_EQ(row.lower, 100) << "of six blocks the least and the greatest: 2 / 2^6 < 5 %";
  EXPECT_EQ(row.upper, 600);
  EXPECT_EQ(throughput_of(blocks_of({3, 1, 2})).median, 2);
}

TEST(Estimates, HaveNoIntervalBelowSixBlocks) {
  const records::EstimateRow row = throughput_of(blocks_of({1, 2, 3, 4, 5}));
  EXPECT_EQ(row.median, 3);
  EXPECT_EQ(row.lower, std::nullopt);
  EXPECT_EQ(row.upper, std::nullopt);
}

TEST(Estimates, IgnoreInvalidCellsAndUnknownValues) {
  std::vector<records::CellRow> cells = blocks_of({10, 20, 9000});
  cells[2].valid = false;
  cells[1].ok_per_second.reset();
  EXPECT_EQ(throughput_of(cells).median, 10);
  EXPECT_EQ(throughput_of(cells).blocks, 1);
  for (records::CellRow& cell : cells) {
    cell.valid = false;
  }
  EXPECT_THAT(make_estimates(only_async(), cells), IsEmpty());
}

TEST(Estimates, MarkBoundsOfASaturatedGenerator) {
  std::vector<records::CellRow> cells = blocks_of({10});
  const auto bounds = [&](const std::string& metric) {
    const auto rows = make_estimates(only_async(), cells);
    return std::ranges::find(rows, metric, &records::EstimateRow::metric)->bound;
  };
  EXPECT_EQ(bounds("throughput"), "");
  cells[0].generator_core_share = 0.96;
  EXPECT_EQ(bounds("throughput"), "at least");
  EXPECT_EQ(bounds("latency_p99"), "at most");
  EXPECT_EQ(bounds("server_cpu"), "");
  EXPECT_EQ(bounds("total_cpu"), "");
  cells[0].generator_core_share.reset();
  EXPECT_EQ(bounds("throughput"), "unknown");
}

TEST(Estimates, AreOrderedByMetricLevelAndArmIncludingTheCopy) {
  plan::Plan plan = tests::made_up_plan({"threaded", "async"});
  plan.aa = "async";
  std::vector<records::CellRow> cells;
  for (const char* arm : {"async-aa", "async", "threaded"}) {
    cells.push_back(tests::made_up_cell(arm, 1, 100));
  }
  const auto rows = make_estimates(plan, cells);
  ASSERT_THAT(rows, SizeIs(12));
  EXPECT_EQ(rows[0].arm, "threaded");
  EXPECT_EQ(rows[2].arm, "async-aa");
  EXPECT_EQ(rows[3].metric, "server_cpu");
  EXPECT_EQ(rows[6].metric, "total_cpu");
  EXPECT_EQ(rows[6].median, 100);
}

TEST(Estimates, SumContextSwitches) {
  std::vector<records::CellRow> cells = blocks_of({10});
  EXPECT_EQ(estimated_value("context_switches", cells[0]), std::nullopt);
  cells[0].server_voluntary_switches_per_request = 1.5;
  EXPECT_EQ(estimated_value("context_switches", cells[0]), std::nullopt);
  cells[0].server_involuntary_switches_per_request = 0.25;
  EXPECT_EQ(estimated_value("context_switches", cells[0]), 1.75);
  EXPECT_EQ(estimated_value("nothing", cells[0]), std::nullopt);
}

TEST(SortedLevels, AreOrderedByConcurrencyWithTheClosedLoopFirst) {
  plan::Plan plan = tests::made_up_plan({"async"});
  plan.concurrencies = {100, 1};
  plan.loads = {0.9, 0.5};
  const std::vector<plan::Level> expected{{1, std::nullopt},   {1, 0.5},   {1, 0.9},
                                          {100, std::nullopt}, {100, 0.5}, {100, 0.9}};
  EXPECT_EQ(sorted_levels(plan), expected);
}

records::LatencyRow bin(std::uint64_t cell, std::uint64_t lower_us, std::uint64_t upper_us,
                        std::uint64_t count) {
  records::LatencyRow row;
  row.cell = cell;
  row.arm = "async";
  row.concurrency = 50;
  row.lower_ns = lower_us * 1000;
  row.upper_ns = upper_us * 1000;
  row.count = count;
  return row;
}

TEST(Distributions, PoolTheRequestsOfValidCells) {
  std::vector<records::CellRow> cells = blocks_of({10, 10, 10});
  cells[2].valid = false;
  const std::vector<records::LatencyRow> bins{bin(1, 100, 110, 1), bin(1, 200, 210, 1),
                                              bin(2, 90, 95, 2), bin(3, 1, 2, 1000)};
  const auto rows = make_distributions(only_async(), cells, bins);
  ASSERT_THAT(rows, SizeIs(4));
  EXPECT_EQ(rows[0].latency_us, 90);
  EXPECT_EQ(rows[0].share, 0);
  EXPECT_EQ(rows[1].latency_us, 95);
  EXPECT_EQ(rows[1].share, 0.5);
  EXPECT_EQ(rows[2].share, 0.75);
  EXPECT_EQ(rows[3].latency_us, 210);
  EXPECT_EQ(rows[3].share, 1);
  EXPECT_EQ(rows[3].blocks, 2);
  EXPECT_EQ(rows[3].requests, 4);
}

TEST(Distributions, OmitPointsThatAreTooCloseExceptTheLast) {
  std::vector<records::LatencyRow> bins;
  bins.reserve(1000);
  for (std::uint64_t at = 0; at < 1000; ++at) {
    bins.push_back(bin(1, 1000 + at, 1001 + at, 1));
  }
  const auto rows = make_distributions(only_async(), blocks_of({10}), bins);
  EXPECT_LT(rows.size(), 40U);
  EXPECT_EQ(rows.back().latency_us, 2000);
  EXPECT_EQ(rows.back().share, 1);
  for (std::size_t at = 1; at + 1 < rows.size(); ++at) {
    EXPECT_GE(rows[at].latency_us, rows[at - 1].latency_us * 1.02);
    EXPECT_GT(rows[at].share, rows[at - 1].share);
  }
}

TEST(Distributions, AreEmptyWithoutHistograms) {
  EXPECT_THAT(make_distributions(only_async(), blocks_of({10}), {}), IsEmpty());
}

// gnuplot 5.4 takes an empty last field for the one of an earlier line.
TEST(EstimateColumns, EndWithAFieldThatIsNeverEmpty) {
  EXPECT_FALSE(fields_of(records::estimate_columns(), records::EstimateRow{}).back().empty());
  EXPECT_FALSE(
      fields_of(records::distribution_columns(), records::DistributionRow{}).back().empty());
}

}  // namespace
}  // namespace tiga::suite::analysis
