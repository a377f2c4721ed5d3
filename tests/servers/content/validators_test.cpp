// What identifies a state of a file.
#include "servers/core/content/validators.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "http/date.hpp"

namespace tiga::servers::core {
namespace {

using std::chrono::nanoseconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using namespace std::chrono_literals;

constexpr FileTime opened_at = sys_days(2026y / 11 / 23) + 4h + 37min + 18s + 123456789ns;

std::int64_t before_opening(nanoseconds span) {
  return (opened_at - span).time_since_epoch().count();
}

Validators made_of(std::int64_t modified) {
  return make_validators({1, 0xabc, 0x10, modified, 0}, opened_at, is_settled(modified, opened_at));
}

TEST(Validators, NameSizeInodeAndTimeOfTheLastChange) {
  const std::int64_t modified =
      (sys_days(1994y / 11 / 6) + 8h + 49min + 37s + 5ns).time_since_epoch().count();
  const Validators made = made_of(modified);
  EXPECT_EQ(made.tag, "\"10-abc-ae1b981bc490a05\"");
  EXPECT_EQ(made.tag_line(), "ETag: " + made.tag + "\r\n");
  EXPECT_EQ(made.lines, "ETag: " + made.tag +
                            "\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
                            "Accept-Ranges: bytes\r\n");
  EXPECT_NE(made_of(modified + 1).tag, made.tag) << "a nanosecond";
  EXPECT_EQ(made_of(modified + 1).modified, made.modified);
}

TEST(Validators, AreWeakWhileTheLastChangeIsTooRecentToTell) {
  EXPECT_FALSE(made_of(before_opening(0ns)).is_strong());
  EXPECT_FALSE(made_of(before_opening(20ms)).is_strong());
  EXPECT_TRUE(made_of(before_opening(1s)).is_strong());
  EXPECT_FALSE(made_of(before_opening(-1h)).is_strong()) << "of the future";
  EXPECT_TRUE(made_of(before_opening(20ms)).tag.starts_with("W/\"10-abc-"))
      << made_of(before_opening(20ms)).tag;
}

TEST(Validators, AreWeakForLongerWhereTheFileSystemKeepsWholeSeconds) {
  EXPECT_FALSE(made_of(before_opening(123456789ns)).is_strong());
  EXPECT_FALSE(made_of(before_opening(1s + 123456789ns)).is_strong());
  EXPECT_TRUE(made_of(before_opening(2s + 123456789ns)).is_strong());
}

// RFC 9110 §8.8.2.1: never later than the Date of the reply.
TEST(Validators, ADateIsNeverInTheFutureNorUnprintable) {
  const sys_seconds this_second = std::chrono::floor<std::chrono::seconds>(opened_at);
  EXPECT_EQ(made_of(before_opening(0ns)).modified, this_second);
  EXPECT_EQ(made_of(before_opening(-1h)).modified, this_second);
  EXPECT_EQ(made_of(-1).modified, sys_seconds()) << "before 1970";
  for (const std::int64_t seconds :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    struct stat about {};
    about.st_mtim.tv_sec = seconds;
    about.st_ctim.tv_sec = seconds;
    const Validators made = make_validators(stamp_of(about), opened_at, false);
    EXPECT_EQ(made.modified, seconds < 0 ? sys_seconds() : this_second);
    EXPECT_FALSE(is_settled(stamp_of(about).modified, opened_at) && seconds > 0);
  }
}

}  // namespace
}  // namespace tiga::servers::core
