// RFC 9110 §8.8, §13 and §14: which part of a file a conditional request gets.
#include "http/conditions.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "tests/http/parsed_request.hpp"

namespace tiga::http {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;
using test::ParsedRequest;
using namespace std::chrono_literals;

constexpr sys_seconds modified = sys_days(1994y / 11 / 6) + 8h + 49min + 37s;
constexpr sys_seconds now = sys_days(2026y / 11 / 23);
constexpr std::uint64_t size = 100;

std::int64_t nanoseconds_of(sys_seconds time) {
  return std::chrono::nanoseconds(time.time_since_epoch()).count();
}

Validators validators(bool weak = false) {
  return {size, 0xabc, nanoseconds_of(modified) + 5, now, weak};
}
const std::string etag(validators().etag());

Selection selected(const std::string& method, const std::string& lines, const Validators& own,
                   std::uint64_t whole = size) {
  const ParsedRequest parsed(method + " / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n");
  EXPECT_EQ(parsed.state, RequestParser::State::complete) << lines;
  EXPECT_TRUE(parsed.request().conditional) << lines;
  return evaluate_conditions(parsed.parser, own, whole, now);
}
int status(const std::string& lines, const std::string& method = "GET", bool weak = false) {
  return static_cast<int>(selected(method, lines, validators(weak)).status);
}
// "first+size", or the status.
std::string range(const std::string& lines, std::uint64_t whole = size) {
  const Selection selection = selected("GET", lines, validators(), whole);
  return selection.status == Status::partial_content
             ? std::to_string(selection.range.first) + "+" + std::to_string(selection.range.size)
             : std::to_string(static_cast<int>(selection.status));
}

TEST(Validators, AreMadeOfSizeInodeAndTime) {
  EXPECT_EQ(etag, "\"64-abc-ae1b981bc490a05\"");
  EXPECT_EQ(validators(true).etag(), "W/" + etag);
  EXPECT_EQ(validators().last_modified(), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(validators().modified(), modified);
  EXPECT_FALSE(Validators().any());
  const std::uint64_t most = UINT64_MAX;
  EXPECT_EQ(Validators(most, most, -1, now, true).etag(),
            "W/\"ffffffffffffffff-ffffffffffffffff-ffffffffffffffff\"");
}

TEST(Validators, LastModifiedIsNeverInTheFutureNorBefore1970) {
  EXPECT_EQ(Validators(1, 1, nanoseconds_of(now + 1h), now, false).modified(), now);
  EXPECT_EQ(Validators(1, 1, -5, now, false).last_modified(), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(Conditions, IfNoneMatchComparesWeakly) {
  EXPECT_EQ(status("If-None-Match: " + etag), 304);
  EXPECT_EQ(status("If-None-Match: W/" + etag), 304);
  EXPECT_EQ(status("If-None-Match: " + etag, "HEAD", true), 304);
  EXPECT_EQ(status("If-None-Match: *"), 304);
  EXPECT_EQ(status("If-None-Match: \"a,b\", \"\" ,, W/\"c\"," + etag), 304);
  EXPECT_EQ(status("If-None-Match: \"a\"\r\nIf-None-Match: " + etag), 304);
  for (const std::string& other :
       {std::string("\"a\""), std::string(""), etag.substr(1), etag.substr(0, etag.size() - 1),
        "w/" + etag, "x, " + etag, std::string("\"*\""), std::string("\"\"")}) {
    EXPECT_EQ(status("If-None-Match: " + other), 200) << other;
  }
}

TEST(Conditions, IfMatchComparesStrongly) {
  EXPECT_EQ(status("If-Match: " + etag), 200);
  EXPECT_EQ(status("If-Match: \"a\", " + etag), 200);
  EXPECT_EQ(status("If-Match: *"), 200);
  EXPECT_EQ(status("If-Match: *", "GET", true), 200);
  for (const std::string& other :
       {"W/" + etag, std::string("\"a\""), std::string(""), std::string("a"), std::string("\"a")}) {
    EXPECT_EQ(status("If-Match: " + other), 412) << other;
  }
  EXPECT_EQ(status("If-Match: W/" + etag, "GET", true), 412) << "a weak one never matches";
}

TEST(Conditions, DatesAreComparedToTheSecond) {
  EXPECT_EQ(status("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"), 304);
  EXPECT_EQ(status("If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT", "HEAD"), 304);
  EXPECT_EQ(status("If-Modified-Since: Sun Nov  6 08:49:38 1994"), 304);
  EXPECT_EQ(status("If-Modified-Since: Sun, 06 Nov 1994 08:49:36 GMT"), 200);
  EXPECT_EQ(status("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT"), 200);
  EXPECT_EQ(status("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:36 GMT"), 412);
  for (const char* bad : {"", "now", "Sun, 06 Nov 1994 08:49:36 GMT, x",
                          "Sun, 06 Nov 1994 08:49:36 GMT\r\nIf-Unmodified-Since: "
                          "Sun, 06 Nov 1994 08:49:36 GMT"}) {
    EXPECT_EQ(status("If-Unmodified-Since: " + std::string(bad)), 200) << bad;
  }
}

// RFC 9110 §13.2.2.
TEST(Conditions, AreEvaluatedInTheirOrder) {
  const std::string older = "Sun, 06 Nov 1994 08:49:36 GMT";
  const std::string newer = "Sun, 06 Nov 1994 08:49:38 GMT";
  EXPECT_EQ(status("If-Match: " + etag + "\r\nIf-Unmodified-Since: " + older), 200)
      << "If-Match replaces If-Unmodified-Since";
  EXPECT_EQ(status("If-None-Match: \"a\"\r\nIf-Modified-Since: " + newer), 200)
      << "If-None-Match replaces If-Modified-Since";
  EXPECT_EQ(status("If-None-Match: *\r\nIf-Match: \"a\""), 412) << "412 comes first";
  EXPECT_EQ(status("If-None-Match: *\r\nIf-Match: *"), 304);
  EXPECT_EQ(status("If-Modified-Since: " + newer + "\r\nIf-Unmodified-Since: " + older), 412);
  EXPECT_EQ(status("Range: bytes=200-\r\nIf-None-Match: *"), 304) << "Range comes last";
}

TEST(Conditions, WithoutValidatorsOnlyTheStarMatches) {
  const auto bare = [](const std::string& lines) {
    return static_cast<int>(selected("GET", lines, Validators()).status);
  };
  EXPECT_EQ(bare("If-None-Match: *"), 304);
  EXPECT_EQ(bare("If-None-Match: \"\""), 200);
  EXPECT_EQ(bare("If-Match: *"), 200);
  EXPECT_EQ(bare("If-Match: \"a\""), 412);
  EXPECT_EQ(bare("If-Modified-Since: " + format_date(now)), 200);
  EXPECT_EQ(bare("If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT"), 200);
  EXPECT_EQ(bare("Range: bytes=0-0"), 200);
}

TEST(Ranges, AreResolved) {
  EXPECT_EQ(range("Range: bytes=0-0"), "0+1");
  EXPECT_EQ(range("Range: BYTES=10-19"), "10+10");
  EXPECT_EQ(range("Range: bytes=99-"), "99+1");
  EXPECT_EQ(range("Range: bytes=0-"), "0+100");
  EXPECT_EQ(range("Range: bytes=90-1000"), "90+10");
  EXPECT_EQ(range("Range: bytes=0-99999999999999999999999"), "0+100");
  EXPECT_EQ(range("Range: bytes=-1"), "99+1");
  EXPECT_EQ(range("Range: bytes=-1000"), "0+100");
  EXPECT_EQ(range("Range: bytes= ,5-6, "), "5+2") << "empty elements of a list do not count";
  EXPECT_EQ(range("Range: bytes=18446744073709551614-", UINT64_MAX), "18446744073709551614+1");
}

TEST(Ranges, BeyondTheEndGet416) {
  for (const char* value : {"100-", "100-100", "99999999999999999999999-", "-0", "1000-2000"}) {
    EXPECT_EQ(range("Range: bytes=" + std::string(value)), "416") << value;
  }
  EXPECT_EQ(range("Range: bytes=0-", 0), "416");
  EXPECT_EQ(selected("GET", "Range: bytes=100-", validators()).range.whole, size);
}

TEST(Ranges, OtherThanOneAreIgnored) {
  for (const char* value :
       {"bytes=0-0,2-2", "bytes=0-0, 0-0", "bytes=", "bytes=-", "bytes=5", "bytes=5-4", "bytes=a-",
        "bytes=0-b", "bytes=-b", "bytes=--1", "bytes=0x1-", "bytes=+1-2", "bytes 0-0", "lines=0-0",
        "0-0", "", "bytes=0-0\r\nRange: bytes=0-0", "bytes=0 - 0"}) {
    EXPECT_EQ(range("Range: " + std::string(value)), "200") << value;
  }
  EXPECT_EQ(range("Range: bytes=-5", 0), "200") << "all of nothing";
  EXPECT_EQ(status("Range: bytes=0-0", "HEAD"), 200);
}

TEST(Ranges, IfRangeMustMatchStrongly) {
  const std::string first = "Range: bytes=0-0\r\nIf-Range: ";
  EXPECT_EQ(status(first + etag), 206);
  EXPECT_EQ(status(first + "Sun, 06 Nov 1994 08:49:37 GMT"), 206);
  for (const std::string& other :
       {"W/" + etag, std::string("\"a\""), std::string("*"), std::string(""), etag + ", \"a\"",
        std::string("Sun, 06 Nov 1994 08:49:38 GMT"), etag + "\r\nIf-Range: " + etag}) {
    EXPECT_EQ(status(first + other), 200) << other;
  }
  EXPECT_EQ(status(first + "W/" + etag, "GET", true), 200);
  EXPECT_EQ(status(first + "Sun, 06 Nov 1994 08:49:37 GMT", "GET", true), 200);
  EXPECT_EQ(status("Range: bytes=200-\r\nIf-Range: \"a\""), 200) << "then Range is ignored";
  EXPECT_EQ(status("If-Range: " + etag), 200) << "without Range it means nothing";
}

TEST(ContentRange, IsWritten) {
  std::array<char, longest_content_range> buffer{};
  EXPECT_EQ(write_content_range({0, 1, 100}, buffer), "bytes 0-0/100");
  EXPECT_EQ(write_content_range({10, 90, 100}, buffer), "bytes 10-99/100");
  EXPECT_EQ(write_content_range({0, 0, 100}, buffer), "bytes */100");
  EXPECT_EQ(write_content_range({UINT64_MAX - 1, 1, UINT64_MAX}, buffer),
            "bytes 18446744073709551614-18446744073709551614/18446744073709551615");
}

}  // namespace
}  // namespace tiga::http
