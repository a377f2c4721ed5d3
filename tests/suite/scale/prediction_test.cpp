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
using testing::StartsWith;

constexpr Cost cost{30, 20};
constexpr double way_s = 50e-6;

// What a loop and a generator, each on a core, do with so many customers.
double modelled(std::uint64_t concurrency, double way) {
  const queueing::Network network{
      {"server", 30e-6}, {"generator", 20e-6}, {"way", way, queueing::unlimited}};
  return queueing::solve(network, std::array{concurrency}).front().throughput;
}

// Half of so many cores for the servers, half for the generator.
void give_cores(records::RunData& run, int cores) {
  run.manifest.machine.topology.clear();
  for (int core = 0; core < cores; ++core) {
    run.manifest.machine.topology.push_back({{core}, 0});
  }
  run.manifest.placement = records::place(plan::Pinning::split, run.manifest.machine.topology);
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

TEST(Prediction, HasAnErrorOfRegularService) {
  const LevelPrediction level = one_level(queue_cell("async", 2, 1 / 30e-6, cost));
  EXPECT_LT(level.error, -0.1);
  ASSERT_TRUE(level.regular_error);
  EXPECT_NEAR(*level.regular_error, 0, 0.01);
  EXPECT_EQ(level.cause, Cause::regular_service);
}

TEST(Prediction, MustBeRightOfOneRequestAndOfFullStations) {
  const auto run = queue_run({"async"}, {1, 2, 100},
                             {queue_cell("async", 1, modelled(1, way_s), cost),
                              queue_cell("async", 2, modelled(2, way_s) * 2, cost),
                              queue_cell("async", 100, modelled(100, way_s) * 2, cost)});
  const auto prediction = predict_arm(run, "async", std::nullopt);
  ASSERT_TRUE(prediction);
  EXPECT_TRUE(prediction->levels[0].must_be_right() && prediction->levels[0].is_right());
  EXPECT_FALSE(prediction->levels[1].must_be_right());
  EXPECT_TRUE(prediction->levels[2].must_be_right());
  EXPECT_FALSE(prediction->levels[2].is_right());
  const Accuracy accuracy = accuracy_of({*prediction});
  EXPECT_EQ(accuracy.judged, 2);
  EXPECT_EQ(accuracy.right, 1);
  EXPECT_THAT(accuracy_text(run.manifest.plan, {*prediction}),
              HasSubstr("| `async` | +0.0 % (+0.0 %) \\* | -50.0 % ("));
}

TEST(Prediction, SaysWhatAHandlerThatSleepsIs) {
  const auto said = [](const std::string& arm, const Cost& of_arm) {
    auto run = queue_run({arm}, {1}, {queue_cell(arm, 1, 190, of_arm)});
    run.manifest.plan.path = "/workload/sleep/5";
    return prediction_text(run.manifest.plan, *predict_arm(run, arm, std::nullopt));
  };
  EXPECT_THAT(said("async", cost), HasSubstr("sleep 5 ms: a loop that sleeps"));
  EXPECT_THAT(said("threaded", cost), HasSubstr("a delay, without a queue"));
  EXPECT_THAT(said("pool", cost), HasSubstr("64 of the server at once"));
  EXPECT_THAT(said("balanced", {60, 20, 30}), HasSubstr("1 of each backend at once"));
  auto page = queue_run({"async"}, {1}, {queue_cell("async", 1, 10'000, cost)});
  EXPECT_THAT(prediction_text(page.manifest.plan, *predict_arm(page, "async", std::nullopt)),
              Not(HasSubstr("sleep")));
}

TEST(Prediction, SaysThatARunWasTooShortForASteadyState) {
  records::CellRow cell = queue_cell("async", 100, modelled(100, 0) / 2, cost);
  EXPECT_EQ(one_level(cell).cause, Cause::short_run);
  cell.attempted = 1500;
  EXPECT_EQ(one_level(cell).cause, Cause::waits);
  cell.attempted.reset();
  EXPECT_EQ(one_level(cell).cause, Cause::waits);
  const auto run =
      queue_run({"async"}, {1000}, {queue_cell("async", 1000, modelled(1000, 0) / 2, cost)});
  const auto prediction = predict_arm(run, "async", std::nullopt);
  ASSERT_TRUE(prediction);
  EXPECT_THAT(prediction_text(run.manifest.plan, *prediction), HasSubstr(" 1 request a client"));
}

TEST(Prediction, SaysThatStationsWorkOnALoneRequestAtOnce) {
  for (const double round_s : {40e-6, 60e-6}) {  // of which server and generator need 50 us
    const auto run = queue_run({"async"}, {1}, {queue_cell("async", 1, 1 / round_s, cost)});
    const auto prediction = predict_arm(run, "async", std::nullopt);
    ASSERT_TRUE(prediction);
    EXPECT_EQ(prediction->is_overlapped, round_s < 50e-6);
    EXPECT_NEAR(prediction->demands.way_s, round_s < 50e-6 ? 0 : 10e-6, 1e-12);
    EXPECT_EQ(prediction_text(run.manifest.plan, *prediction).find("work on it at once") !=
                  std::string::npos,
              prediction->is_overlapped);
  }
}

TEST(Prediction, NeedsTheConcurrencyModelOfAServer) {
  auto run = queue_run({"mine", "async"}, {1}, {queue_cell("mine", 1, 10'000, cost)});
  plan::Plan& plan = run.manifest.plan;
  plan.own_arms.emplace_back();
  plan.own_arms[0].name = "mine";
  plan.own_arms[0].front.arguments = {"mine", "{port}"};
  EXPECT_FALSE(predict_arm(run, "mine", std::nullopt));
  EXPECT_THAT(unmodelled_text(plan), StartsWith("\nmine: not predicted"));
  plan.own_arms[0].concurrency_model = plan::one_loop;
  EXPECT_TRUE(predict_arm(run, "mine", std::nullopt));
  EXPECT_EQ(unmodelled_text(plan), "");
}

TEST(Prediction, SaysThatAForeignBalancerCountsAsOneThread) {
  auto run = queue_run(
      {"mine", "balanced"}, {1},
      {queue_cell("mine", 1, 5000, {100, 20, 60}), queue_cell("balanced", 1, 5000, {100, 20, 60})});
  plan::Plan& plan = run.manifest.plan;
  plan.own_arms = {plan.arm("balanced")};
  plan.own_arms[0].name = "mine";
  plan.own_arms[0].front.arguments = {"nginx", "{port}"};
  const auto mine = predict_arm(run, "mine", std::nullopt);
  const auto ours = predict_arm(run, "balanced", std::nullopt);
  ASSERT_TRUE(mine && ours);
  EXPECT_THAT(prediction_text(plan, *mine), HasSubstr("counts as one"));
  EXPECT_THAT(prediction_text(plan, *ours), Not(HasSubstr("counts as one")));
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
  const Extrapolation to{{1, 4}, {1, 1000}, 1, 0, {1, 4}};
  const std::string carried = extrapolation_text(told.manifest.plan, *prediction, to);
  EXPECT_THAT(carried, HasSubstr(" 16667/s balancer"));
  EXPECT_THAT(carried, HasSubstr("33333")) << "two of them";
  EXPECT_THAT(carried, HasSubstr("\n       4      4167/s      20")) << "half of the limit";
  const auto merged =
      queue_run({"balanced"}, {1000}, {queue_cell("balanced", 1000, 10'000, {100, 20})});
  const auto without = predict_arm(merged, "balanced", std::nullopt);
  ASSERT_TRUE(without);
  EXPECT_FALSE(without->split);
  EXPECT_THAT(extrapolation_text(merged.manifest.plan, *without, to), HasSubstr("not carried"));
  EXPECT_FALSE(without->merged) << "on one core it does not matter";
}

TEST(Prediction, TakesBackendsThatAreNotToldApartAsOneStation) {
  auto run = queue_run({"balanced"}, {1000}, {queue_cell("balanced", 1000, 10'000, {100, 20})});
  give_cores(run, 10);
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

TEST(Prediction, TellsABalancerApartOnCoresThatItShares) {
  auto run =
      queue_run({"balanced"}, {1000}, {queue_cell("balanced", 1000, 1 / 60e-6, {100, 20, 60})});
  give_cores(run, 6);
  const auto apart = predict_arm(run, "balanced", std::nullopt);
  ASSERT_TRUE(apart);
  EXPECT_FALSE(apart->merged);
  EXPECT_NEAR(apart->levels[0].error, 0, 1e-3) << "not 30,000 a second, as three cores could";
  run.cells[0].front_cpu_us_per_request.reset();
  const auto merged = predict_arm(run, "balanced", std::nullopt);
  ASSERT_TRUE(merged);
  EXPECT_TRUE(merged->merged);
  EXPECT_EQ(merged->levels[0].network.at(0).servers, 3);
}

TEST(Prediction, OfOneServerIsNotCarried) {
  const auto run = queue_run({"async"}, {1}, {queue_cell("async", 1, 10'000, cost)});
  const auto prediction = predict_arm(run, "async", std::nullopt);
  ASSERT_TRUE(prediction);
  EXPECT_EQ(extrapolation_text(run.manifest.plan, *prediction, {}), "");
  EXPECT_THAT(prediction_text(run.manifest.plan, *prediction), Not(HasSubstr("no level of one")));
}

}  // namespace
}  // namespace tiga::suite::scale
