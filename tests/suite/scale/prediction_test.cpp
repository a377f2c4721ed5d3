// Predictions beside runs that did exactly what a model says, or something else.
#include "suite/scale/prediction.hpp"

#include <gmock/gmock.h>

#include <array>

#include "suite/scale/page.hpp"
#include "tests/suite/scale/queue_run.hpp"

namespace tiga::suite::scale {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Cost cost{30, 20};
constexpr double way_s = 50e-6;

// What a loop and a generator, each on a core, do with so many customers.
double modelled(std::uint64_t concurrency, double way) {
  const queueing::Network network{
      {"server", 30e-6}, {"generator", 20e-6}, {"way", way, queueing::unlimited}};
  return queueing::solve(network, std::array{concurrency}).front().throughput;
}

LevelPrediction one_level(const records::CellRow& cell) {
  const auto prediction =
      predict_arm(queue_run({"async"}, {static_cast<std::uint32_t>(cell.concurrency)}, {cell}),
                  "async", std::nullopt);
  EXPECT_TRUE(prediction);
  return prediction ? prediction->levels.at(0) : LevelPrediction{};
}

TEST(Prediction, IsRightOfARunThatFollowsTheModel) {
  std::vector<records::CellRow> cells;
  for (const std::uint64_t concurrency : {1U, 2U, 10U, 1000U}) {
    cells.push_back(queue_cell("async", concurrency, modelled(concurrency, way_s), cost));
  }
  const auto prediction =
      predict_arm(queue_run({"async"}, {1, 2, 10, 1000}, cells), "async", std::nullopt);
  ASSERT_TRUE(prediction);
  ASSERT_EQ(prediction->levels.size(), 4);
  EXPECT_NEAR(prediction->demands.way_s, way_s, 1e-12);
  for (const LevelPrediction& level : prediction->levels) {
    EXPECT_NEAR(level.error, 0, 1e-9) << level.measured.concurrency;
  }
  EXPECT_EQ(prediction->levels[0].cause, Cause::fitted);
  EXPECT_EQ(prediction->levels[1].cause, Cause::fits);
  ASSERT_NE(prediction->levels[3].busiest(), nullptr);
  EXPECT_EQ(prediction->levels[3].busiest()->name, "server");
  EXPECT_NEAR(prediction->levels[3].utilisation(), 1, 1e-6);
  EXPECT_EQ(prediction->from, 1000);
}

TEST(Prediction, NamesTheLikelyCauseOfAnError) {
  const double ten = modelled(10, 0);
  EXPECT_EQ(one_level(queue_cell("async", 10, ten, cost)).cause, Cause::fits);
  EXPECT_EQ(one_level(queue_cell("async", 10, ten / 2, cost)).cause, Cause::waits);
  EXPECT_EQ(one_level(queue_cell("async", 10, ten * 3, cost)).cause, Cause::overlap);
  const double two = modelled(2, 0);
  EXPECT_EQ(one_level(queue_cell("async", 2, two * 1.25, cost)).cause, Cause::regular_service);
  records::CellRow stolen = queue_cell("async", 10, ten / 2, cost);
  stolen.stolen_share = 0.4;
  EXPECT_EQ(one_level(stolen).cause, Cause::stolen);
}

TEST(Prediction, SaysThatARunWasTooShortForASteadyState) {
  records::CellRow cell = queue_cell("async", 100, modelled(100, 0) / 2, cost);
  EXPECT_EQ(one_level(cell).cause, Cause::short_run);
  cell.attempted = 1500;
  EXPECT_EQ(one_level(cell).cause, Cause::waits);
  cell.attempted.reset();
  EXPECT_EQ(one_level(cell).cause, Cause::waits);
}

TEST(Prediction, SaysThatOtherProgramsTookTheCores) {
  records::CellRow cell = queue_cell("async", 10, modelled(10, 0) / 2, cost);
  cell.block = 1;
  cell.cpu_pressure_share = 0.6;
  EXPECT_EQ(one_level(cell).cause, Cause::disturbed);
  cell.cpu_pressure_share = 0.1;
  EXPECT_EQ(one_level(cell).cause, Cause::waits);
}

TEST(Prediction, SaysThatBusyThreadsAreNotWoken) {
  const auto run = queue_run({"async"}, {1, 3},
                             {queue_cell("async", 1, modelled(1, 200e-6), cost),
                              queue_cell("async", 3, modelled(3, 100e-6), cost)});
  const auto prediction = predict_arm(run, "async", std::nullopt);
  ASSERT_TRUE(prediction);
  EXPECT_LT(prediction->levels[1].error, -0.1);
  EXPECT_EQ(prediction->levels[1].cause, Cause::fewer_wake_ups);
}

TEST(Prediction, FromOneLevelFollowsItsCosts) {
  const auto run = queue_run(
      {"async"}, {10, 1000},
      {queue_cell("async", 10, 10'000, {60, 40}), queue_cell("async", 1000, 1 / 30e-6, cost)});
  const auto prediction = predict_arm(run, "async", 1000);
  ASSERT_TRUE(prediction);
  EXPECT_GT(prediction->levels[0].error, 1);
  EXPECT_EQ(prediction->levels[0].cause, Cause::other_demands);
  EXPECT_EQ(prediction->levels[1].cause, Cause::fits);
  EXPECT_FALSE(prediction->way_is_known);
  EXPECT_FALSE(predict_arm(run, "async", 11));
  EXPECT_FALSE(predict_arm(run, "threaded", std::nullopt));
}

TEST(Prediction, OfBackendsIsCarriedOnlyIfTheyAreToldApart) {
  const auto told =
      queue_run({"balanced"}, {1000}, {queue_cell("balanced", 1000, 10'000, {100, 20, 60})});
  const auto prediction = predict_arm(told, "balanced", std::nullopt);
  ASSERT_TRUE(prediction);
  ASSERT_TRUE(prediction->split);
  EXPECT_DOUBLE_EQ(prediction->demands.front_s, 60e-6);
  EXPECT_NEAR(prediction->levels[0].solution.throughput, 10'000, 1);
  const Carriage to{{1, 4}, {1, 1000}, 1, 0};
  EXPECT_THAT(carriage_text(told.manifest.plan, *prediction, to), HasSubstr(" 16667/s balancer"));
  const auto merged =
      queue_run({"balanced"}, {1000}, {queue_cell("balanced", 1000, 10'000, {100, 20})});
  const auto without = predict_arm(merged, "balanced", std::nullopt);
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->split);
  EXPECT_THAT(carriage_text(merged.manifest.plan, *without, to), HasSubstr("not carried"));
  EXPECT_FALSE(without->merged) << "on one core it does not matter";
}

TEST(Prediction, TakesBackendsThatAreNotToldApartAsOneStation) {
  auto run = queue_run({"balanced"}, {1000}, {queue_cell("balanced", 1000, 10'000, {100, 20})});
  run.manifest.machine.topology.clear();
  for (int core = 0; core < 10; ++core) {
    run.manifest.machine.topology.push_back({{core}, 0});
  }
  run.manifest.placement = records::place(plan::Pinning::split, run.manifest.machine.topology);
  const auto merged = predict_arm(run, "balanced", std::nullopt);
  ASSERT_TRUE(merged);
  EXPECT_TRUE(merged->merged);
  EXPECT_EQ(merged->levels[0].network.at(0).servers, 5);
  run.cells[0].front_cpu_us_per_request = 60;
  const auto apart = predict_arm(run, "balanced", std::nullopt);
  ASSERT_TRUE(apart);
  EXPECT_FALSE(apart->merged);
  EXPECT_EQ(apart->levels[0].network.at(1).copies, 4);
}

TEST(Prediction, OfOneServerIsNotCarried) {
  const auto run = queue_run({"async"}, {1}, {queue_cell("async", 1, 10'000, cost)});
  const auto prediction = predict_arm(run, "async", std::nullopt);
  ASSERT_TRUE(prediction);
  EXPECT_EQ(carriage_text(run.manifest.plan, *prediction, {}), "");
  EXPECT_THAT(prediction_text(run.manifest.plan, *prediction), Not(HasSubstr("no level of one")));
}

}  // namespace
}  // namespace tiga::suite::scale
