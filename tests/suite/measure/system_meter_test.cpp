#include "suite/measure/system_meter.hpp"

#include <gtest/gtest.h>

namespace tiga::suite::measure {
namespace {

TEST(SystemMeter, ReportsChangesSinceItsConstruction) {
  const SystemMeter meter;
  const auto until = common::SteadyClock::now() + std::chrono::milliseconds(50);
  while (common::SteadyClock::now() < until) {
  }
  records::CellRow use;
  meter.since(use);
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

}  // namespace
}  // namespace tiga::suite::measure
