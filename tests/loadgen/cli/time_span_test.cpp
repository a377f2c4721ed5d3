#include "loadgen/cli/command_line.hpp"

#include <gtest/gtest.h>

namespace tiga::loadgen::cli {
namespace {

using namespace std::chrono_literals;

TEST(TimeSpan, HasAUnit) {
  EXPECT_EQ(parse_time_span("500ms"), 500ms);
  EXPECT_EQ(parse_time_span("10s"), 10s);
  EXPECT_EQ(parse_time_span("2m"), 2min);
}

TEST(TimeSpan, IsInSecondsWithoutAUnit) { EXPECT_EQ(parse_time_span("3"), 3s); }

TEST(TimeSpan, MayHaveAFraction) {
  EXPECT_EQ(parse_time_span("1.5"), 1500ms);
  EXPECT_EQ(parse_time_span(".5m"), 30s);
  EXPECT_EQ(parse_time_span("0.25ms"), 250us);
}

TEST(TimeSpan, MayBeZero) { EXPECT_EQ(parse_time_span("0"), 0s); }

TEST(TimeSpan, IsAMillionSecondsAtMost) {
  EXPECT_EQ(parse_time_span("1000000"), 1'000'000s);
  EXPECT_FALSE(parse_time_span("1000001"));
  EXPECT_FALSE(parse_time_span("20000m"));
}

TEST(TimeSpan, RefusesEverythingElse) {
  for (const char* const text :
       {"",      "s",  "ms",  "x",   "1h",  "1 s",  " 1",  "1s ",   "-1", "-0",
        "-0.0s", "+1", "1e3", "nan", "inf", "0x10", "1,5", "1.5.5", "1S", "1sms"}) {
    EXPECT_FALSE(parse_time_span(text)) << text;
  }
}

}  // namespace
}  // namespace tiga::loadgen::cli
