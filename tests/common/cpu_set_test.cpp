#include "common/cpu_set.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "common/error.hpp"

namespace tiga::common {
namespace {

TEST(CpuSet, PrintsRanges) {
  EXPECT_EQ(to_string(CpuSet{}), "");
  EXPECT_EQ(to_string({3}), "3");
  EXPECT_EQ(to_string({0, 1, 2, 3}), "0-3");
  EXPECT_EQ(to_string({0, 2, 3, 7}), "0,2-3,7");
}

TEST(CpuSet, PinsOnlyTheCallingThread) {
  const CpuSet before = available_cpus();
  ASSERT_FALSE(before.empty());
  std::thread pinned([&] {
    pin_to({before.back()});
    EXPECT_EQ(available_cpus(), CpuSet{before.back()});
  });
  pinned.join();
  EXPECT_EQ(available_cpus(), before);
}

TEST(CpuSet, RefusesMissingCores) { EXPECT_THROW(pin_to({1023}), CannotRun); }

}  // namespace
}  // namespace tiga::common
