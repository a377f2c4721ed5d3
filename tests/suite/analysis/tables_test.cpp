#include "suite/analysis/tables.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "suite/records/columns.hpp"

namespace tiga::suite::analysis {
namespace {

records::CellRow cell(const std::string& arm, std::uint64_t concurrency, double seconds,
                      bool valid = true) {
  records::CellRow row;
  row.arm = arm;
  row.concurrency = concurrency;
  row.valid = valid;
  row.time_taken_s = seconds;
  row.complete_requests = 1000;
  row.failed = 0;
  row.bytes_received = 122000;
  row.generator_core_share = 0.5;
  return row;
}

plan::Plan plan(std::vector<std::uint32_t> levels) {
  plan::Plan plan;
  plan.arms = {"async"};
  plan.concurrencies = std::move(levels);
  plan.requests = 1000;
  return plan;
}

TEST(MedianCell, HasTheMedianTime) {
  const std::vector<records::CellRow> cells{cell("a", 1, 3), cell("a", 1, 1), cell("a", 1, 2)};
  EXPECT_EQ(lower_middle_cell(cells), 2);
}

TEST(MedianCell, IsTheLowerMiddleOneOfAnEvenNumber) {
  const std::vector<records::CellRow> cells{cell("a", 1, 4), cell("a", 1, 1), cell("a", 1, 3),
                                            cell("a", 1, 2)};
  EXPECT_EQ(lower_middle_cell(cells), 3);
}

TEST(MedianCell, IsTheEarlierOneOfEqualTimes) {
  const std::vector<records::CellRow> cells{cell("a", 1, 2), cell("a", 1, 2)};
  EXPECT_EQ(lower_middle_cell(cells), 0);
}

TEST(MedianCell, IsNeverInvalid) {
  const std::vector<records::CellRow> cells{cell("a", 1, 1, false), cell("a", 1, 9),
                                            cell("a", 1, 2, false)};
  EXPECT_EQ(lower_middle_cell(cells), 1);
  const std::vector<records::CellRow> none{cell("a", 1, 1, false)};
  EXPECT_EQ(lower_middle_cell(none), std::nullopt);
  EXPECT_EQ(lower_middle_cell({}), std::nullopt);
}

TEST(Tables, HaveOneRealRunPerRow) {
  std::vector<records::CellRow> cells{cell("async", 50, 0.3), cell("async", 50, 0.1),
                                      cell("async", 50, 0.2), cell("threaded", 50, 9)};
  cells[2].bytes_received = 123000;
  const auto tables = make_tables(plan({50}), cells);
  ASSERT_EQ(tables.size(), 1);
  EXPECT_EQ(table_csv(tables[0]), csv_header(records::table_columns()) +
                                      "1,50,0.200000,1000,0,123000,5000.00,0.200000,600.59\n");
}

TEST(Tables, SayWhichRunARowIsAndOfHowMany) {
  std::vector<records::CellRow> cells{cell("async", 50, 0.3), cell("async", 50, 0.1),
                                      cell("async", 50, 0.2), cell("async", 50, 0.2, false)};
  for (std::size_t at = 0; at < cells.size(); ++at) {
    cells[at].block = at + 1;
  }
  const ResultRow row = make_row(plan({50}), cells, "async", 50);
  EXPECT_EQ(row.block, 3);
  EXPECT_EQ(row.valid, 3);
  EXPECT_EQ(row.of, 4);
  const ResultRow none = make_row(plan({50}), {cells.begin() + 3, cells.end()}, "async", 50);
  EXPECT_EQ(none.block, 0);
  EXPECT_EQ(none.valid, 0);
  EXPECT_EQ(none.of, 1);
}

// Rows of different blocks: 10000/s and 2500/s, though within each block it was twice as much.
TEST(Tables, HaveRowsOfWhichTheQuotientIsNoRatioOfBlocks) {
  std::vector<records::CellRow> cells;
  for (const auto& [arm, seconds] : {std::pair("async", 0.1), std::pair("async", 0.4),
                                     std::pair("pool", 0.2), std::pair("pool", 0.8)}) {
    cells.push_back(cell(arm, 50, seconds));
  }
  cells[2].valid = false;
  plan::Plan arms = plan({50});
  arms.arms = {"async", "pool", "loops"};
  EXPECT_NEAR(*quotient_of_rows(arms, cells, "async", "pool", 50), 8, 1e-9);
  EXPECT_NEAR(*quotient_of_rows(arms, cells, "pool", "async", 50), 0.125, 1e-9);
  EXPECT_EQ(quotient_of_rows(arms, cells, "async", "loops", 50), std::nullopt);
}

TEST(Tables, AreOrderedByConcurrencyAndKeepRowsWithoutAValidRun) {
  const std::vector<records::CellRow> cells{cell("async", 100, 0.5), cell("async", 1, 0.1, false)};
  EXPECT_EQ(table_csv(make_tables(plan({100, 1}), cells).at(0)),
            csv_header(records::table_columns()) +
                "1,1,,,,,,,\n2,100,0.500000,1000,0,122000,2000.00,0.500000,238.28\n");
}

// What a reader can check with a pocket calculator must come out.
TEST(Tables, AreConsistentWithinTheirDigits) {
  for (const double seconds : {0.0123456789, 0.0854321, 0.123456, 1.9999995, 483.7451}) {
    const std::vector<records::CellRow> cells{cell("async", 1, seconds)};
    const std::string text = table_csv(make_tables(plan({1}), cells).at(0));
    const records::TableRow row = read_rows(records::table_columns(), text, "t.csv").at(0);
    const double time = *row.time_taken_s;
    const double rate = *row.requests_per_second;
    EXPECT_NEAR(rate * time, 1000, rate * 0.5e-6 + time * 0.005 + 1e-6);
    EXPECT_NEAR(rate * time, 1000, 5) << "half a per cent at the very worst";
    EXPECT_NEAR(*row.time_per_request_ms * 1000, time * 1000, 0.001);
    EXPECT_NEAR(*row.transfer_rate_kbytes_per_s * time * 1024, 122000,
                1024 * (0.005 * time + *row.transfer_rate_kbytes_per_s * 0.5e-6) + 1);
  }
}

TEST(Tables, MarkASaturatedGenerator) {
  std::vector<records::CellRow> cells{cell("async", 1, 0.1), cell("async", 50, 0.1),
                                      cell("async", 100, 0.1)};
  cells[1].generator_core_share = 0.95;
  cells[2].generator_core_share.reset();
  const auto table = make_tables(plan({1, 50, 100}), cells).at(0);
  EXPECT_EQ(table.rows[0].lower_bound, false);
  EXPECT_EQ(table.rows[1].lower_bound, true);
  EXPECT_EQ(table.rows[2].lower_bound, std::nullopt) << "not known is not 0";
}

// As verdicts do, which would contradict the table otherwise.
TEST(Tables, UseTheMedianCoreShareOfTheGenerator) {
  std::vector<records::CellRow> cells{cell("async", 50, 0.1), cell("async", 50, 0.2),
                                      cell("async", 50, 0.3)};
  cells[1].generator_core_share = 0.99;  // the row that is shown
  EXPECT_EQ(make_tables(plan({50}), cells).at(0).rows[0].lower_bound, false);
  cells[1].generator_core_share = 0.5;
  cells[0].generator_core_share = cells[2].generator_core_share = 0.99;
  EXPECT_EQ(make_tables(plan({50}), cells).at(0).rows[0].lower_bound, true);
  cells[0].valid = false;
  cells[0].generator_core_share = 0.5;
  cells[1].generator_core_share = 0.98;
  EXPECT_EQ(make_tables(plan({50}), cells).at(0).rows[0].lower_bound, true) << "the valid ones";
}

}  // namespace
}  // namespace tiga::suite::analysis
