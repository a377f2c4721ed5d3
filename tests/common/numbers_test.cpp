#include "common/numbers.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace tiga::common {
namespace {

TEST(ToNumber, ReadsTheWholeText) {
  EXPECT_EQ(to_number<int>("-12"), -12);
  EXPECT_EQ(to_number<std::uint64_t>("007"), 7U);
  EXPECT_EQ(to_number<double>("1.5e3"), 1500.0);
  EXPECT_EQ(to_number<std::uint32_t>("1f", 16), 31U);
}

TEST(ToNumber, RefusesAnythingElse) {
  for (const char* text : {"", " 1", "1 ", "+1", "0x10", "1.5", "1e3", "a"}) {
    EXPECT_EQ(to_number<int>(text), std::nullopt) << text;
  }
  EXPECT_EQ(to_number<std::uint16_t>("65536"), std::nullopt);
  EXPECT_EQ(to_number<std::uint16_t>("-1"), std::nullopt);
  EXPECT_EQ(to_number<double>("1.5."), std::nullopt);
  EXPECT_EQ(to_number<double>("1e999"), std::nullopt);
}

}  // namespace
}  // namespace tiga::common
