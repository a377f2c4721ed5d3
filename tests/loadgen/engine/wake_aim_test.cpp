#include "loadgen/engine/wake_aim.hpp"

#include <gtest/gtest.h>

namespace tiga::loadgen::engine {
namespace {

using std::chrono::microseconds;

/// Where waking takes 80 us, the lead comes to rest about there.
TEST(WakeAim, ConvergesToNineOfTenWakesInTime) {
  WakeAim aim;
  int late = 0;
  constexpr int wakes = 10'000;
  for (int wake = 0; wake < wakes; ++wake) {
    const bool is_late = aim.lead() < microseconds(80);
    late += is_late && wake >= wakes / 2 ? 1 : 0;
    aim.learn(is_late);
  }
  EXPECT_NEAR(static_cast<double>(aim.lead().count()), 80'000, 5'000);
  EXPECT_NEAR(late, wakes / 2 / 10, wakes / 100);
}

TEST(WakeAim, StaysWithinItsLimits) {
  WakeAim aim;
  for (int wake = 0; wake < 10'000; ++wake) {
    aim.learn(true);
  }
  EXPECT_EQ(aim.lead(), microseconds(200));
  for (int wake = 0; wake < 10'000; ++wake) {
    aim.learn(false);
  }
  EXPECT_EQ(aim.lead(), microseconds(0));
}

}  // namespace
}  // namespace tiga::loadgen::engine
