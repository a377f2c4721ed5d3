#include "suite/measure/system_meter.hpp"

#include <gmock/gmock.h>

namespace tiga::suite::measure {
namespace {

TEST(SystemMeter, ReportsChangesBetweenTwoReadings) {
  const SystemReading before = read_system();
  const auto until = common::SteadyClock::now() + std::chrono::milliseconds(50);
  while (common::SteadyClock::now() < until) {
  }
  const SystemUse use = use_between(before, read_system());
  ASSERT_TRUE(use.listen_overflows.has_value());
  EXPECT_LT(*use.listen_overflows, 1'000'000U) << "a difference, not the count since the boot";
  ASSERT_TRUE(use.syn_retransmits.has_value());
  ASSERT_TRUE(use.segments_retransmitted.has_value());
  EXPECT_LT(*use.segments_retransmitted, 1'000'000U);
  ASSERT_TRUE(use.stolen_share.has_value());
  EXPECT_GE(*use.stolen_share, 0);
  EXPECT_LE(*use.stolen_share, 1);
  if (use.cpu_pressure_share) {  // not every kernel has PSI
    EXPECT_LT(*use.cpu_pressure_share, 1.5);
  }
}

TEST(SystemMeter, NamesWhoseCountersTheyAre) {
  EXPECT_EQ(boot_id().size(), 36U);
  EXPECT_THAT(network_id(), testing::StartsWith(boot_id() + "/net:["));
}

}  // namespace
}  // namespace tiga::suite::measure
