#include "loadgen/requests/pacing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/loadgen/requests/samples.hpp"

namespace tiga::loadgen::requests {
namespace {

using std::chrono::milliseconds;

Pacing open_loop(Quota& quota, double rate, std::uint64_t queue_limit,
                 Arrivals arrivals = Arrivals::constant, unsigned thread = 0,
                 unsigned threads = 1) {
  return {quota, at(0), at(0), OpenLoopShare{{rate, arrivals, queue_limit}, thread, threads}};
}

TEST(Quota, GivesEachRequestOnce) {
  Quota quota(2);
  EXPECT_TRUE(quota.take());
  EXPECT_TRUE(quota.take());
  EXPECT_FALSE(quota.take());
  EXPECT_EQ(quota.left(), 0u);
}

TEST(Quota, CanBeUnlimited) {
  Quota quota(Options::unlimited);
  EXPECT_TRUE(quota.take());
  EXPECT_EQ(quota.left(), Options::unlimited);
}

TEST(ClosedLoop, IsDueAtOnceUntilTheQuotaIsUsedUp) {
  Quota quota(1);
  Pacing pacing(quota, at(0), at(10));
  EXPECT_FALSE(pacing.exhausted());
  const auto warm = pacing.take(at(5));
  ASSERT_TRUE(warm);
  EXPECT_FALSE(warm->counted);
  EXPECT_EQ(quota.left(), 1u) << "the warm-up takes nothing";
  const auto counted = pacing.take(at(10));
  ASSERT_TRUE(counted);
  EXPECT_TRUE(counted->counted);
  EXPECT_EQ(counted->intended, at(10));
  EXPECT_FALSE(pacing.take(at(11)));
  EXPECT_TRUE(pacing.exhausted());
}

TEST(ClosedLoop, EndsWhenItIsClosed) {
  Quota quota(10);
  Pacing pacing(quota, at(0), at(0));
  pacing.close(at(5));
  EXPECT_FALSE(pacing.take(at(1)));
  EXPECT_TRUE(pacing.exhausted());
  EXPECT_EQ(pacing.not_started(), 0u);
}

TEST(ClosedLoop, IsNotDueBeforeItBegins) {
  Quota quota(2);
  Pacing pacing(quota, at(10), at(20));
  EXPECT_EQ(pacing.next_due(), at(10));
  EXPECT_FALSE(pacing.take(at(10) - common::Nanoseconds(1)));
  EXPECT_FALSE(pacing.exhausted());
  const auto warm = pacing.take(at(10));
  ASSERT_TRUE(warm);
  EXPECT_FALSE(warm->counted);
  EXPECT_LE(pacing.next_due(), at(10)) << "the next one is due at once";
}

TEST(OpenLoop, IsDueAtConstantIntervals) {
  Quota quota(3);
  Pacing pacing = open_loop(quota, 100, 10);
  for (int number = 0; number < 3; ++number) {
    EXPECT_EQ(pacing.next_due(), at(10 * number));
    EXPECT_FALSE(pacing.take(at(10 * number) - common::Nanoseconds(1)));
    const auto due = pacing.take(at(10 * number + 1));
    ASSERT_TRUE(due);
    EXPECT_EQ(due->intended, at(10 * number));
  }
  EXPECT_TRUE(pacing.exhausted());
}

TEST(OpenLoop, RequestsWithoutAFreeSlotWaitInTheQueue) {
  Quota quota(Options::unlimited);
  Pacing pacing = open_loop(quota, 100, 3);
  // Due at 0, 10, ..., 50: three wait, three find no room.
  EXPECT_EQ(pacing.take(at(55))->intended, at(0));
  EXPECT_EQ(pacing.not_started(), 3u);
  EXPECT_EQ(pacing.next_due(), at(10));
  EXPECT_EQ(pacing.take(at(55))->intended, at(10));
  EXPECT_EQ(pacing.take(at(65))->intended, at(20));
  EXPECT_EQ(pacing.take(at(65))->intended, at(60));
  EXPECT_FALSE(pacing.take(at(65)));
  EXPECT_EQ(pacing.not_started(), 3u);
}

TEST(OpenLoop, RequestsInTheQueueAtTheEndAreNotStarted) {
  Quota quota(Options::unlimited);
  Pacing pacing = open_loop(quota, 100, 10);
  EXPECT_TRUE(pacing.take(at(0)));
  pacing.close(at(30));  // 10 and 20 were due, 30 is not
  EXPECT_EQ(pacing.not_started(), 2u);
  EXPECT_FALSE(pacing.take(at(100)));
  EXPECT_TRUE(pacing.exhausted());
}

TEST(OpenLoop, ThreadsShareOneSchedule) {
  Quota quota(Options::unlimited);
  std::vector<common::TimePoint> times;
  std::vector<Pacing> threads;
  for (unsigned thread = 0; thread < 4; ++thread) {
    threads.push_back(open_loop(quota, 100, 100, Arrivals::constant, thread, 4));
  }
  for (int number = 0; number < 12; ++number) {
    const auto due = threads[static_cast<std::size_t>(number % 4)].take(at(200));
    ASSERT_TRUE(due);
    EXPECT_NEAR(std::chrono::duration<double>(due->intended - at(0)).count(), number * 0.01, 1e-6);
  }
}

/// Three generators of two threads each, shifted by one interval of the whole rate.
TEST(OpenLoop, ShiftedLoopsTogetherAreDueAtConstantIntervals) {
  Quota quota(Options::unlimited);
  std::vector<double> due_s;
  for (int generator = 0; generator < 3; ++generator) {
    for (unsigned thread = 0; thread < 2; ++thread) {
      OpenLoop whole{100, Arrivals::constant, 100};
      whole.phase = common::Nanoseconds(milliseconds(10 * generator)) / 3;
      Pacing pacing(quota, at(0), at(0), OpenLoopShare{whole, thread, 2});
      for (int number = 0; number < 4; ++number) {
        const auto due = pacing.take(at(200));
        ASSERT_TRUE(due);
        due_s.push_back(std::chrono::duration<double>(due->intended - at(0)).count());
      }
    }
  }
  std::sort(due_s.begin(), due_s.end());
  ASSERT_EQ(due_s.size(), 24u);
  for (std::size_t number = 0; number < due_s.size(); ++number) {
    EXPECT_NEAR(due_s[number], static_cast<double>(number) / 300, 1e-6);
  }
}

TEST(OpenLoop, PoissonArrivalsDependOnTheSeedAlone) {
  Quota quota(Options::unlimited);
  const auto first_due = [&](std::uint64_t seed) {
    OpenLoop whole{1000, Arrivals::poisson, 100};
    whole.seed = seed;
    return Pacing(quota, at(0), at(0), OpenLoopShare{whole}).next_due();
  };
  EXPECT_EQ(first_due(0), open_loop(quota, 1000, 100, Arrivals::poisson).next_due());
  EXPECT_EQ(first_due(1), first_due(1));
  EXPECT_NE(first_due(0), first_due(1));
  EXPECT_NE(first_due(1), first_due(2));
}

/// The last of a million arrivals is where it belongs.
TEST(OpenLoop, DoesNotDrift) {
  Quota quota(Options::unlimited);
  Pacing pacing = open_loop(quota, 3000, 2'000'000);
  std::optional<Due> last;
  for (int number = 0; number <= 1'000'000; ++number) {
    last = pacing.take(at(400'000));
  }
  ASSERT_TRUE(last);
  EXPECT_NEAR(std::chrono::duration<double>(last->intended - at(0)).count(), 1e6 / 3000, 1e-5);
}

/// Distances of a Poisson process have a mean and a deviation of 1 / rate, and no memory.
TEST(OpenLoop, PoissonArrivalsHaveExponentialIntervals) {
  Quota quota(Options::unlimited);
  Pacing pacing = open_loop(quota, 1000, 200'000, Arrivals::poisson);
  constexpr int count = 50'000;
  double sum = 0;
  double squares = 0;
  common::TimePoint before = at(0);
  for (int number = 0; number < count; ++number) {
    const auto due = pacing.take(at(100'000));
    ASSERT_TRUE(due);
    const double gap = std::chrono::duration<double>(due->intended - before).count();
    before = due->intended;
    sum += gap;
    squares += gap * gap;
  }
  const double mean = sum / count;
  EXPECT_NEAR(mean, 0.001, 0.00002);
  EXPECT_NEAR(std::sqrt(squares / count - mean * mean), 0.001, 0.00003);
}

}  // namespace
}  // namespace tiga::loadgen::requests
