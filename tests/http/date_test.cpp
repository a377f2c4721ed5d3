#include "http/date.hpp"

#include <gtest/gtest.h>

#include <array>
#include <ctime>
#include <string>

namespace tiga::http {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;
using namespace std::chrono_literals;

constexpr sys_seconds now = sys_days(2026y / 11 / 23) + 4h + 37min + 18s;
constexpr sys_seconds example = sys_days(1994y / 11 / 6) + 8h + 49min + 37s;

TEST(FormatDate, IsAnImfFixdate) {
  EXPECT_EQ(format_date(sys_days(1994y / 11 / 6) + 8h + 49min + 37s),
            "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_date(sys_seconds()), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(format_date(sys_days(2000y / 2 / 29)), "Tue, 29 Feb 2000 00:00:00 GMT");
  EXPECT_EQ(format_date(sys_days(2024y / 2 / 29) + 23h + 59min + 59s),
            "Thu, 29 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(format_date(sys_days(2024y / 3 / 1)), "Fri, 01 Mar 2024 00:00:00 GMT");
  EXPECT_EQ(format_date(sys_days(2100y / 2 / 28) + 24h), "Mon, 01 Mar 2100 00:00:00 GMT");
  EXPECT_EQ(format_date(sys_days(2026y / 12 / 31) + 23h + 59min + 60s),
            "Fri, 01 Jan 2027 00:00:00 GMT");
}

/// Every day of five centuries, against the calendar of the C library.
TEST(FormatDate, AgreesWithStrftime) {
  for (sys_days day = 1900y / 1 / 1; day < sys_days(2400y / 1 / 1); day += std::chrono::days(1)) {
    const sys_seconds time = day + 12h + 34min + 56s;
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts = {};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text = {};
    const std::size_t size =
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    ASSERT_EQ(format_date(time), std::string_view(text.data(), size));
  }
}

TEST(ParseDate, ReadsTheThreeForms) {
  EXPECT_EQ(parse_date("Sun, 06 Nov 1994 08:49:37 GMT", now), example);
  EXPECT_EQ(parse_date("Sunday, 06-Nov-94 08:49:37 GMT", now), example);
  EXPECT_EQ(parse_date("Sun Nov  6 08:49:37 1994", now), example);
  EXPECT_EQ(parse_date("Wed Nov 16 08:49:37 1994", now), example + std::chrono::days(10));
  EXPECT_EQ(parse_date("Sat, 31 Dec 2016 23:59:60 GMT", now), sys_days(2017y / 1 / 1));
  EXPECT_EQ(parse_date("Thu, 29 Feb 2024 00:00:00 GMT", now), sys_days(2024y / 2 / 29));
}

TEST(ParseDate, ReadsWhatIsWritten) {
  for (sys_days day = 1970y / 1 / 1; day < sys_days(2400y / 1 / 1); day += std::chrono::days(13)) {
    const sys_seconds time = day + 12h + 34min + 56s;
    ASSERT_EQ(parse_date(format_date(time), now), time);
  }
}

TEST(ParseDate, RefusesAnythingElse) {
  for (const char* text : {"",
                           "today",
                           "0",
                           "Sun, 06 Nov 1994 08:49:37",
                           "Sun, 06 Nov 1994 08:49:37 UTC",
                           "Sun, 06 Nov 1994 08:49:37 GMT ",
                           " Sun, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 6 Nov 1994 08:49:37 GMT",
                           "sun, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06 nov 1994 08:49:37 GMT",
                           "Xyz, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 94 08:49:37 GMT",
                           "Sun, 31 Nov 1994 08:49:37 GMT",
                           "Sun, 00 Nov 1994 08:49:37 GMT",
                           "Thu, 29 Feb 2023 00:00:00 GMT",
                           "Sun, 06 Nov 1994 24:00:00 GMT",
                           "Sun, 06 Nov 1994 08:60:37 GMT",
                           "Sun, 06 Nov 1994 08:49:61 GMT",
                           "Sun, 06 Nov 1994 8:49:37 GMT",
                           "Sun, 06-Nov-94 08:49:37 GMT",
                           "Sunday, 06-Nov-1994 08:49:37 GMT",
                           "Sunday, 06 Nov 94 08:49:37 GMT",
                           "Sun Nov 6 08:49:37 1994",
                           "Sun Nov  6 08:49:37 94",
                           "Sun Nov 06 08:49:37 1994 GMT",
                           "Sun, 06 Nov +994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT"}) {
    EXPECT_FALSE(parse_date(text, now)) << text;
  }
}

// RFC 9110 §5.6.7: what seems to be more than 50 years ahead is past.
TEST(ParseDate, AYearOfTwoDigitsIsAtMostFiftyYearsAhead) {
  EXPECT_EQ(parse_date("Sunday, 22-Nov-76 00:00:00 GMT", now), sys_days(2076y / 11 / 22));
  EXPECT_EQ(parse_date("Sunday, 31-Dec-76 00:00:00 GMT", now), sys_days(1976y / 12 / 31));
  EXPECT_EQ(parse_date("Sunday, 01-Jan-77 00:00:00 GMT", now), sys_days(1977y / 1 / 1));
  EXPECT_EQ(parse_date("Sunday, 01-Jan-00 00:00:00 GMT", now), sys_days(2000y / 1 / 1));
  EXPECT_EQ(parse_date("Monday, 29-Feb-00 00:00:00 GMT", sys_days(2080y / 1 / 1)),
            sys_days(2000y / 2 / 29))
      << "2100 has no such day";
}

}  // namespace
}  // namespace tiga::http
