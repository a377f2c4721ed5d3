// What simulations say of the networks that arms are.
#include "suite/scale/tails.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "suite/plan/registry.hpp"

namespace tiga::suite::scale {
namespace {

using queueing::unlimited;

plan::Arm balanced() { return arm_of(*plan::find_architecture("balanced")); }

TEST(RegularThroughput, IsThatOfAPipeline) {
  const auto two = regular_throughput({{"server", 0.03}, {"generator", 0.02}}, 2);
  ASSERT_TRUE(two);
  EXPECT_NEAR(*two, 1 / 0.03, 0.1);
  const auto alone = regular_throughput({{"server", 0.03}, {"generator", 0.02}}, 1);
  ASSERT_TRUE(alone);
  EXPECT_NEAR(*alone, 20, 0.01);
}

TEST(RegularThroughput, TakesBackendsInTurnWithTheirHandlers) {
  const queueing::Network network{{"each backend", 0.001, 1, 4}, {"handlers", 0.25, 1, 4}};
  const auto four = regular_throughput(network, 4);
  ASSERT_TRUE(four);
  EXPECT_NEAR(*four, 4 / 1.004, 0.04) << "each at its own";
}

TEST(FanOutTails, HaveALimitThatFallsWithTheAnswers) {
  const Demands demands{20e-6, 40e-6, 10e-6, 0, 5e-6};
  EXPECT_NEAR(tail_of(balanced(), demands, {64, 1, 0}, 1).limit, 50'000, 1e-6);
  EXPECT_NEAR(tail_of(balanced(), demands, {64, 1, 0}, 4).limit, 12'500, 1e-6);
  EXPECT_NEAR(tail_of(balanced(), demands, {64, 2, 0}, 4).limit, 25'000, 1e-6);
  EXPECT_NEAR(tail_of(balanced(), demands, {1, 1, 0}, 4).limit, 6250, 1e-6) << "its backend's";
}

// A queue with Poisson arrivals that is half busy has exponential response times of twice the
// service (M/M/1), and that of the last of independent answers is their power.
TEST(FanOutTails, AreThoseOfIndependentQueuesBehindAFreeBalancer) {
  const Demands demands{1e-9, 1e-3, 0, 0, 0};
  for (const std::uint32_t answers : {1U, 4U, 16U}) {
    const FanOutTail tail = tail_of(balanced(), demands, {64, 1, 0}, answers);
    ASSERT_TRUE(tail.simulated);
    const auto quantile = [&](double share) {
      return -2e-3 * std::log1p(-std::pow(share, 1.0 / answers));
    };
    SCOPED_TRACE(answers);
    EXPECT_NEAR(tail.simulated->throughput.value / tail.limit, 0.5, 0.02);
    EXPECT_NEAR(tail.simulated->p50_s.value / quantile(0.5), 1, 0.1);
    EXPECT_NEAR(tail.simulated->p99_s.value / quantile(0.99), 1, 0.1);
  }
}

TEST(FanOutTails, WaitForTheBalancerThatAsksAll) {
  const Demands demands{50e-6, 50e-6, 0, 0, 0};
  const FanOutTail one = tail_of(balanced(), demands, {64, 1, 0}, 1);
  const FanOutTail many = tail_of(balanced(), demands, {64, 1, 0}, 64);
  ASSERT_TRUE(one.simulated && many.simulated);
  EXPECT_GE(many.simulated->p50_s.value, 64 * 50e-6);
  EXPECT_GT(many.simulated->p50_s.value, one.simulated->p99_s.value);
}

TEST(FanOutTails, HaveSleepsThatDoNotVary) {
  const plan::Arm threads = arm_of(*plan::find_architecture("balanced-threads"));
  const FanOutTail tail = tail_of(threads, {1e-6, 1e-6, 0, 0.005, 0}, {4, 1, 0}, 4);
  ASSERT_TRUE(tail.simulated);
  EXPECT_NEAR(tail.simulated->p50_s.value, 0.005, 0.0002);
  EXPECT_NEAR(tail.simulated->p99_s.value, 0.005, 0.0002);
}

// Constant service waits half as long as exponential service (M/D/1).
TEST(FanOutTails, HaveLoopsThatSleepWithoutVarying) {
  const FanOutTail tail = tail_of(balanced(), {1e-6, 1e-6, 0, 0.005, 0}, {4, 1, 0}, 1);
  ASSERT_TRUE(tail.simulated);
  EXPECT_NEAR(tail.simulated->mean_s.value / 0.0075, 1, 0.05);
}

TEST(FanOutTails, AreNotSimulatedWhereThatTakesTooManyEvents) {
  const FanOutTail tail = tail_of(balanced(), {20e-6, 40e-6, 10e-6, 0, 5e-6}, {64, 1, 10}, 1);
  EXPECT_FALSE(tail.simulated) << "half a million clients";
  EXPECT_NEAR(tail.limit, 50'000, 1e-6);
}

}  // namespace
}  // namespace tiga::suite::scale
