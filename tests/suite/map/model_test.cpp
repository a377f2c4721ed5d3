// Capacity from service times.
#include "suite/map/model.hpp"

#include <gtest/gtest.h>

namespace tiga::suite::map {
namespace {

constexpr Service sleeps_5_ms{0.005, 0};
constexpr Service burns_500_us{0, 0.0005};
const OwnCost none{0, {}};
const OwnCost fifty_us{50e-6, 100e-6};

Prediction at(const plan::ConcurrencyModel& concurrency_model, const Service& service,
              const OwnCost& own, std::uint64_t concurrency, std::size_t cores) {
  const auto prediction = predict(concurrency_model, service, own, concurrency, cores);
  EXPECT_TRUE(prediction.has_value());
  return prediction.value_or(Prediction{});
}

TEST(MapModel, EventLoopsSerialiseBlockingWork) {
  EXPECT_DOUBLE_EQ(at(plan::one_loop, sleeps_5_ms, none, 100, 2).per_second, 200);
  EXPECT_DOUBLE_EQ(at(plan::loops(4), sleeps_5_ms, none, 100, 1).per_second, 800);
  EXPECT_EQ(at(plan::loops(4), sleeps_5_ms, none, 100, 1).limit, Limit::handlers);
  EXPECT_DOUBLE_EQ(at(plan::a_loop_a_core, sleeps_5_ms, none, 100, 2).per_second, 400);
  EXPECT_DOUBLE_EQ(at(plan::pool_of(16), sleeps_5_ms, none, 100, 1).per_second, 3200);
}

TEST(MapModel, ThreadsWaitConcurrentlyUntilTheCoresAreSaturated) {
  EXPECT_DOUBLE_EQ(at(plan::a_thread_each, sleeps_5_ms, none, 100, 1).per_second, 20000);
  EXPECT_EQ(at(plan::a_thread_each, sleeps_5_ms, none, 100, 1).limit, Limit::clients);
  const OwnCost dear{100e-6, {}};
  EXPECT_DOUBLE_EQ(at(plan::a_process_each, sleeps_5_ms, dear, 100, 1).per_second, 10000);
  EXPECT_EQ(at(plan::a_process_each, sleeps_5_ms, dear, 100, 1).limit, Limit::cpu);
}

TEST(MapModel, NeverExceedsLittlesLaw) {
  for (const plan::ConcurrencyModel& concurrency_model :
       {plan::one_loop, plan::loops(4), plan::a_thread_each, plan::pool_of(16)}) {
    const Prediction alone = at(concurrency_model, sleeps_5_ms, fifty_us, 1, 2);
    EXPECT_DOUBLE_EQ(alone.per_second, 1 / 0.0051) << "work and the way of a request alone";
  }
  EXPECT_EQ(at(plan::loops(4), sleeps_5_ms, fifty_us, 2, 2).limit, Limit::clients);
}

TEST(MapModel, CpuWorkIsLimitedByTheUsableCores) {
  EXPECT_NEAR(at(plan::one_loop, burns_500_us, fifty_us, 16, 1).per_second, 1 / 550e-6, 1e-6);
  EXPECT_NEAR(at(plan::one_loop, burns_500_us, fifty_us, 16, 2).per_second, 1 / 550e-6, 1e-6);
  EXPECT_NEAR(at(plan::a_thread_each, burns_500_us, fifty_us, 16, 2).per_second, 2 / 550e-6, 1e-6);
  EXPECT_NEAR(at(plan::loops(4), burns_500_us, fifty_us, 16, 8).per_second, 4 / 550e-6, 1e-6);
  EXPECT_EQ(at(plan::a_thread_each, burns_500_us, fifty_us, 16, 2).limit, Limit::cpu);
}

TEST(MapModel, TheLowerBoundAssumesThatAllWaitForTheCoresAtOnce) {
  EXPECT_DOUBLE_EQ(at(plan::a_thread_each, sleeps_5_ms, fifty_us, 100, 1).at_least,
                   100 / (0.0051 + 99 * 50e-6));
  EXPECT_DOUBLE_EQ(at(plan::a_thread_each, sleeps_5_ms, fifty_us, 100, 2).at_least,
                   100 / (0.0051 + 99 * 25e-6));
  EXPECT_DOUBLE_EQ(at(plan::loops(4), sleeps_5_ms, fifty_us, 100, 1).at_least,
                   4 / (0.00505 + 3 * 50e-6))
      << "no more than 4 are at work at once";
  for (const plan::ConcurrencyModel& concurrency_model :
       {plan::one_loop, plan::loops(4), plan::a_thread_each, plan::pool_of(16)}) {
    const Prediction alone = at(concurrency_model, sleeps_5_ms, fifty_us, 1, 2);
    EXPECT_DOUBLE_EQ(alone.at_least, alone.per_second) << "who is alone waits for nobody";
    const Prediction burning = at(concurrency_model, burns_500_us, fifty_us, 16, 2);
    EXPECT_LE(burning.at_least, burning.per_second);
  }
}

TEST(MapModel, MakesNoPredictionFromUnknownValues) {
  EXPECT_FALSE(predict(plan::ConcurrencyModel{}, sleeps_5_ms, fifty_us, 16, 1));
  EXPECT_FALSE(predict(plan::a_thread_each, Service{}, none, 16, 1)) << "no time at all";
}

}  // namespace
}  // namespace tiga::suite::map
