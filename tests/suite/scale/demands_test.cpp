#include "suite/scale/demands.hpp"

#include <gmock/gmock.h>

#include "tests/suite/scale/queue_run.hpp"

namespace tiga::suite::scale {
namespace {

using testing::DoubleNear;
using testing::Optional;

TEST(Figures, AreMediansOverValidCellsOfEachClosedLoop) {
  std::vector<records::CellRow> cells{
      queue_cell("async", 50, 1000, {40, 20}),   queue_cell("async", 50, 3000, {60, 40}),
      queue_cell("async", 50, 2000, {50, 30}),   queue_cell("async", 1, 500, {80, 70}),
      queue_cell("async", 50, 9000, {900, 900}), queue_cell("async", 50, 9000, {900, 900})};
  cells[4].valid = false;
  cells[5].load = 0.5;
  const auto figures = figures_of(queue_run({"async"}, {50, 1, 100}, cells), "async");
  ASSERT_EQ(figures.size(), 2);
  EXPECT_EQ(figures[0].concurrency, 1);
  EXPECT_EQ(figures[1].concurrency, 50);
  EXPECT_DOUBLE_EQ(figures[1].per_second, 2000);
  EXPECT_DOUBLE_EQ(figures[1].server_cpu_s, 50e-6);
  EXPECT_DOUBLE_EQ(figures[1].generator_cpu_s, 30e-6);
  EXPECT_EQ(figures[1].front_cpu_s, std::nullopt);
}

TEST(Figures, NeedBothCpuTimes) {
  records::CellRow cell = queue_cell("async", 1, 1000, {40, 20});
  cell.generator_cpu_s.reset();
  EXPECT_TRUE(figures_of(queue_run({"async"}, {1}, {cell}), "async").empty());
  cell = queue_cell("async", 1, 1000, {40, 20});
  cell.server_cpu_us_per_request.reset();
  EXPECT_TRUE(figures_of(queue_run({"async"}, {1}, {cell}), "async").empty());
}

TEST(SplitCpu, ComesFromTheCellsOrElseFromTheSameServerAlone) {
  auto run = queue_run(
      {"async", "balanced"}, {1},
      {queue_cell("async", 1, 1000, {40, 20}), queue_cell("balanced", 1, 500, {100, 20, 70})});
  const auto told = split_of(run, "balanced", figures_of(run, "balanced").at(0));
  ASSERT_TRUE(told);
  EXPECT_DOUBLE_EQ(told->front_s, 70e-6);
  EXPECT_DOUBLE_EQ(told->backend_s, 30e-6);
  EXPECT_EQ(told->from, "");
  run.cells[1].front_cpu_us_per_request.reset();
  const auto derived = split_of(run, "balanced", figures_of(run, "balanced").at(0));
  ASSERT_TRUE(derived);
  EXPECT_DOUBLE_EQ(derived->front_s, 60e-6);
  EXPECT_DOUBLE_EQ(derived->backend_s, 40e-6);
  EXPECT_EQ(derived->from, "async");
}

TEST(SplitCpu, IsUnknownWithoutEither) {
  auto run = queue_run(
      {"threaded", "balanced"}, {1},
      {queue_cell("threaded", 1, 1000, {40, 20}), queue_cell("balanced", 1, 500, {100, 20})});
  EXPECT_FALSE(split_of(run, "balanced", figures_of(run, "balanced").at(0)))
      << "its backends are no threaded servers";
  run.manifest.plan.arms = {"async", "balanced"};
  run.cells[0] = queue_cell("async", 1, 1000, {140, 20});
  EXPECT_FALSE(split_of(run, "balanced", figures_of(run, "balanced").at(0)))
      << "nothing is left for the balancer";
}

TEST(BlockingTime, IsThatOfTheWorkloadThatSleeps) {
  EXPECT_DOUBLE_EQ(blocking_s("/workload/sleep/5"), 0.005);
  EXPECT_DOUBLE_EQ(blocking_s("/workload/sleep/10?x=1"), 0.010);
  for (const char* path :
       {"/", "/workload/cpu/500", "/workload/sleep/", "/workload/sleep/5x", "/workload/sleep/-5"}) {
    EXPECT_EQ(blocking_s(path), 0) << path;
  }
}

TEST(ComputingHandler, IsThatOfWorkloadsThatDoNotSleep) {
  EXPECT_TRUE(has_computing_handler("/workload/cpu/500"));
  EXPECT_FALSE(has_computing_handler("/workload/sleep/5"));
  EXPECT_FALSE(has_computing_handler("/"));
}

}  // namespace
}  // namespace tiga::suite::scale
