#include "bench/loadgen_bench/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "bench/loadgen_bench/measure.hpp"

namespace tiga::bench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// A run of 1000 requests at that CPU cost, at 1000 requests a CPU second less.
Reading run_of(double cpu_us) {
  return {.requests = 1000, .elapsed_s = cpu_us / 10, .cpu_s = cpu_us / 1000};
}

Reading ours_of(double cpu_us) {
  Reading reading = run_of(cpu_us);
  reading.counted_cpu_s = reading.cpu_s / 2;
  return reading;
}

Cell example() {
  Cell cell{.mode = Mode::one_connection, .concurrency = 50, .server = "nginx"};
  cell.generators = {"wrk", "loadgen-epoll", "ab", "loadgen-io_uring"};
  cell.ours = {false, true, false, true};
  cell.rounds = {{run_of(100), ours_of(70), run_of(80), ours_of(50)},
                 {run_of(200), ours_of(140), run_of(160), ours_of(100)},
                 {run_of(50), ours_of(35), run_of(40), ours_of(25)}};
  return cell;
}

TEST(Compare, ComparesLoadgenWithEachOtherGenerator) {
  const Cell cell = example();
  std::vector<std::string> pairs;
  for (const Row& row : compare(cell)) {
    pairs.push_back(row.ours + "/" + row.peer);
  }
  EXPECT_THAT(pairs, ElementsAre("loadgen-epoll/wrk", "loadgen-epoll/ab", "loadgen-io_uring/wrk",
                                 "loadgen-io_uring/ab"));
}

TEST(Compare, ComputesRatiosWithinARound) {
  const Cell cell = example();
  const std::vector<Row> rows = compare(cell);
  ASSERT_TRUE(rows[0].cpu);
  EXPECT_NEAR(rows[0].cpu->ratio, 0.7, 1e-9);
  EXPECT_NEAR(rows[0].cpu->lower, 0.7, 1e-6) << "the rounds drift, their ratio does not";
  EXPECT_NEAR(rows[0].throughput->ratio, 1 / 0.7, 1e-9);
  EXPECT_NEAR(rows[0].our_us, 70, 1e-9);
  EXPECT_NEAR(rows[0].peer_us, 100, 1e-9);
  EXPECT_NEAR(rows[0].our_counted_us, 35, 1e-9);
  EXPECT_EQ(rows[0].rounds, 3u);
  EXPECT_NEAR(rows[1].cpu->ratio, 70.0 / 80, 1e-9);
}

TEST(Compare, ExcludesAndReportsAFaultyRound) {
  Cell cell = example();
  cell.rounds[1][0] = {.requests = 1, .elapsed_s = 1, .cpu_s = 1, .fault = "Socket errors"};
  const std::vector<Row> rows = compare(cell);
  EXPECT_EQ(rows[0].rounds, 2u);
  EXPECT_NEAR(rows[0].cpu->ratio, 0.7, 1e-9);
  EXPECT_EQ(rows[1].rounds, 3u) << "ab had no fault";
  EXPECT_THAT(render(rows), HasSubstr(" 2/3 "));
  ASSERT_THAT(faults_of(cell), SizeIs(1));
  EXPECT_EQ(faults_of(cell)[0], "one-connection, c = 50, nginx, round 2: wrk: Socket errors");
  EXPECT_THAT(faults_of(example()), SizeIs(0));
}

TEST(Compare, NeedsTwoGoodRounds) {
  Cell cell = example();
  cell.rounds[1][1].fault = cell.rounds[2][1].fault = "truncated";
  const std::vector<Row> rows = compare(cell);
  EXPECT_FALSE(rows[0].cpu);
  EXPECT_EQ(judge(rows[0]), "not measured");
  EXPECT_THAT(render(rows), HasSubstr("not measured"));
}

Row row_of(const Cell& cell, double ratio, double lower, double upper) {
  return {.cell = &cell, .cpu = stats::RatioEstimate{ratio, lower, upper, 0.95, 10, lower, upper}};
}

TEST(Judge, UsesTheRatioAndItsInterval) {
  Cell cell;
  cell.mode = Mode::keep_alive;
  EXPECT_EQ(judge(row_of(cell, 0.79, 0.78, 0.80)), "0.80 reached");
  EXPECT_EQ(judge(row_of(cell, 0.79, 0.78, 0.81)), "0.80 reached (not certain)");
  EXPECT_EQ(judge(row_of(cell, 0.81, 0.79, 0.83)), "0.80 missed (not certain)");
  EXPECT_EQ(judge(row_of(cell, 0.82, 0.81, 0.83)), "0.80 missed");
  cell.mode = Mode::one_connection;
  EXPECT_EQ(judge(row_of(cell, 0.79, 0.78, 0.80)), "0.75 missed");
  EXPECT_EQ(judge(row_of(cell, 0.75, 0.74, 0.75)), "0.75 reached");
}

TEST(Shuffled, IsAPermutationOfTheSeed) {
  stats::Random random(7);
  stats::Random same(7);
  std::vector<std::size_t> firsts(3, 0);
  for (int i = 0; i < 300; ++i) {
    std::vector<std::size_t> order = shuffled(3, random);
    EXPECT_EQ(order, shuffled(3, same));
    ++firsts[order.front()];
    std::sort(order.begin(), order.end());
    EXPECT_THAT(order, ElementsAre(0, 1, 2));
  }
  EXPECT_GT(*std::min_element(firsts.begin(), firsts.end()), 60u);
}

}  // namespace
}  // namespace tiga::bench
