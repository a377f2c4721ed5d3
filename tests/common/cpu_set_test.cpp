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

TEST(CpuSet, ReadsTheListsOfTheKernel) {
  EXPECT_EQ(parse_cpu_set("0-3,8\n"), (CpuSet{0, 1, 2, 3, 8}));
  EXPECT_EQ(parse_cpu_set("8,0-1,1"), (CpuSet{0, 1, 8}));
  EXPECT_EQ(parse_cpu_set(""), CpuSet());
  for (const char* text : {"a", "1-", "3-1", "1,", ",1", "-1", "1 2", "1000000", "1;2"}) {
    EXPECT_EQ(parse_cpu_set(text), std::nullopt) << text;
  }
}

TEST(CpuSet, CountsTheCoresOfAProcess) {
  EXPECT_EQ(allowed_cpus(0), available_cpus().size());
  EXPECT_EQ(allowed_cpus(-1), 0U);
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
