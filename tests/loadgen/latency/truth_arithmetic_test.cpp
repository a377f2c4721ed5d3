// The derivation of the truth from a record, on records made by hand.
#include <gtest/gtest.h>

#include "tests/loadgen/latency/latency_truth.hpp"

namespace tiga::tests {
namespace {

using namespace std::chrono_literals;
using common::Nanoseconds;
using common::TimePoint;

const TimePoint start = TimePoint(1000h);
constexpr Nanoseconds way = 20us;

Served served(Nanoseconds read, Nanoseconds sent) { return {start + read, start + sent}; }

TEST(RecordedDelays, AreTheTimeOfSendingMinusTheTimeOfReading) {
  const std::vector<Served> record = {served(1ms, 3ms), served(2ms, 2ms)};
  EXPECT_EQ(recorded_delays(record), (std::vector<Nanoseconds>{2ms, 0ms}));
}

TEST(DelaysFromSchedule, EqualTheRecordedDelaysWithoutQueueing) {
  std::vector<Served> record;
  for (int k = 0; k < 100; ++k) {
    record.push_back(served(k * 2ms + way, k * 2ms + way + 300us));
  }
  EXPECT_EQ(delays_from_schedule(record, 500, 100), recorded_delays(record));
}

// 1000 a second, one place; a reply takes 100 us; from 10 ms to 30 ms nothing is answered. Request
// 10 is read in time and answered at 30 ms; those due meanwhile wait for the place.
TEST(DelaysFromSchedule, IncludeTheTimeInTheQueue) {
  constexpr int count = 60;
  std::vector<Served> record;
  Nanoseconds free_from = 0us;
  for (int k = 0; k < count; ++k) {
    const Nanoseconds read = std::max(Nanoseconds(k * 1ms), free_from) + way;
    Nanoseconds sent = read + 100us;
    sent = sent >= 10ms && sent < 30ms ? Nanoseconds(30ms) : sent;
    free_from = sent + way;
    record.push_back(served(read, sent));
  }
  const std::vector<Nanoseconds> delays = delays_from_schedule(record, 1000, 10);
  EXPECT_EQ(delays[9], 100us);
  EXPECT_EQ(delays[10], 20ms - way);
  EXPECT_EQ(delays[11], 20ms - 1ms + 100us + way) << "behind request 10, due 1 ms after it";
  EXPECT_EQ(delays[20], 20ms - 10ms + 10 * (100us + 2 * way) - way);
  EXPECT_EQ(delays[50], 100us) << "the queue is empty again";
  EXPECT_EQ(recorded_delays(record)[20], 100us) << "the server alone cannot know";
}

TEST(DelaysFromSchedule, AllowForALateFirstRequest) {
  std::vector<Served> record = {served(5ms, 5ms)};
  for (int k = 1; k < 20; ++k) {
    record.push_back(served(k * 1ms, k * 1ms));
  }
  const std::vector<Nanoseconds> delays = delays_from_schedule(record, 1000, 20);
  EXPECT_EQ(delays[0], 5ms);
  EXPECT_EQ(delays[10], 0ms);
}

TEST(QuantileOfSum, IsTakenOverAllPairs) {
  // 11 12 21 22 31 32
  const std::vector<Nanoseconds> left = {30ns, 10ns, 20ns};
  const std::vector<Nanoseconds> right = {2ns, 1ns};
  EXPECT_EQ(quantile_of_sum(left, right, 0.5), 21ns);
  EXPECT_EQ(quantile_of_sum(left, right, 0.51), 22ns);
  EXPECT_EQ(quantile_of_sum(left, right, 0.99), 32ns);
  EXPECT_EQ(quantile_of_sum(left, right, 0.01), 11ns);
}

TEST(QuantileOfSum, ThinsLargeSamplesEvenly) {
  std::vector<Nanoseconds> uniform;
  for (int i = 0; i < 100'000; ++i) {
    uniform.push_back(Nanoseconds(i * 7919 % 100'000));
  }
  EXPECT_NEAR(static_cast<double>(quantile_of_sum(uniform, {5ns}, 0.9).count()), 90'005, 100);
  // The sum of two uniform quantities on [0, 1) is below x <= 1 with probability x^2 / 2.
  EXPECT_NEAR(static_cast<double>(quantile_of_sum(uniform, uniform, 0.125).count()), 50'000, 200);
}

TEST(Within, UsesTheLargerOfShareAndFloor) {
  EXPECT_TRUE((Compared{"", 100, 149}.within(0.05, 50)));
  EXPECT_FALSE((Compared{"", 100, 151}.within(0.05, 50)));
  EXPECT_TRUE((Compared{"", 10'000, 9'501}.within(0.05, 50)));
  EXPECT_FALSE((Compared{"", 10'000, 9'499}.within(0.05, 50)));
  EXPECT_FALSE((Compared{"", 10, std::nullopt}.within(0.05, 50)));
}

}  // namespace
}  // namespace tiga::tests
