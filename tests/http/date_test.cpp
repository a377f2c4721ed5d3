// Timestamps: written in one form, read in three.
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

TEST(ParseDate, ReadsEachOfTheThreeForms) {
  EXPECT_EQ(parse_date("Sun, 06 Nov 1994 08:49:37 GMT", now), example);
  EXPECT_EQ(parse_date("Sunday, 06-Nov-94 08:49:37 GMT", now), example);
  EXPECT_EQ(parse_date("Sun Nov  6 08:49:37 1994", now), example);
  EXPECT_EQ(parse_date("Sun Nov 16 08:49:37 1994", now), example + std::chrono::days(10));
  EXPECT_EQ(parse_date("Tue, 29 Feb 2000 23:59:60 GMT", now), sys_days(2000y / 3 / 1))
      << "a leap second";
  EXPECT_EQ(parse_date("Thu, 01 Jan 1970 00:00:00 GMT", now), sys_seconds());
  EXPECT_EQ(parse_date("Thu, 01 Jan 1601 00:00:00 GMT", now), sys_days(1601y / 1 / 1));
}

TEST(ParseDate, ReadsWhatIsWritten) {
  for (sys_days day = 1900y / 1 / 1; day < sys_days(2400y / 1 / 1); day += std::chrono::days(1)) {
    const sys_seconds time = day + 12h + 34min + 56s;
    ASSERT_EQ(parse_date(format_date(time), now), time) << format_date(time);
  }
}

TEST(ParseDate, RefusesAnythingElse) {
  for (const char* text : {"",
                           "0",
                           "Sun",
                           "Sun, 06 Nov 1994 08:49:37",
                           "Sun, 06 Nov 1994 08:49:37 GMT ",
                           " Sun, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 UTC",
                           "Sun, 06 Nov 1994 08:49:37 +0000",
                           "sun, 06 nov 1994 08:49:37 gmt",
                           "Sun, 6 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 94 08:49:37 GMT",
                           "Sun, 06 Nov 19940 08:49:37 GMT",
                           "Sun, 31 Nov 1994 08:49:37 GMT",
                           "Wed, 29 Feb 2023 08:49:37 GMT",
                           "Sun, 00 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:00:00 GMT",
                           "Sun, 06 Nov 1994 08:60:00 GMT",
                           "Sun, 06 Nov 1994 08:49:61 GMT",
                           "Sun, 06 Nov 1994 8:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06-Nov-94 08:49:37 GMT",
                           "Sunday, 06-Nov-1994 08:49:37 GMT",
                           "Sunday, 06 Nov 94 08:49:37 GMT",
                           "Sunday, 31-Feb-94 08:49:37 GMT",
                           "Sun Nov 6 08:49:37 1994",
                           "Sun Nov  6 08:49:37 94",
                           "Sun Nov   6 08:49:37 1994",
                           "Sun Nov  6 08:49:37 1994 GMT",
                           "Noday, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nix 1994 08:49:37 GMT",
                           "1994-11-06T08:49:37Z",
                           "784111777"}) {
    EXPECT_FALSE(parse_date(text, now).has_value()) << text;
  }
}

// RFC 9110 §5.6.7: never more than 50 years in the future.
TEST(ParseDate, AYearOfTwoDigitsIsTheLatestThatIsNotMoreThan50YearsAhead) {
  const auto year_of = [](std::string_view text, sys_seconds at) {
    const auto time = parse_date(text, at);
    return time ? static_cast<int>(
                      std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(*time))
                          .year())
                : 0;
  };
  EXPECT_EQ(year_of("Sunday, 06-Nov-26 08:49:37 GMT", now), 2026);
  EXPECT_EQ(year_of("Sunday, 06-Nov-70 08:49:37 GMT", now), 2070);
  EXPECT_EQ(year_of("Sunday, 06-Nov-76 08:49:37 GMT", now), 2076);
  EXPECT_EQ(year_of("Sunday, 06-Dec-76 08:49:37 GMT", now), 1976) << "50 years and two weeks";
  EXPECT_EQ(year_of("Sunday, 06-Nov-77 08:49:37 GMT", now), 1977);
  EXPECT_EQ(year_of("Sunday, 06-Nov-99 08:49:37 GMT", now), 1999);
  EXPECT_EQ(year_of("Sunday, 06-Nov-00 08:49:37 GMT", now), 2000);
  const sys_seconds end_of_century = sys_days(2099y / 12 / 31);
  EXPECT_EQ(year_of("Sunday, 06-Nov-00 08:49:37 GMT", end_of_century), 2100);
  EXPECT_EQ(year_of("Sunday, 06-Nov-49 08:49:37 GMT", end_of_century), 2149);
  EXPECT_EQ(year_of("Sunday, 06-Nov-50 08:49:37 GMT", end_of_century), 2050);
}

}  // namespace
}  // namespace tiga::http
