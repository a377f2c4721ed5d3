#include "http/serializer.hpp"

#include <gtest/gtest.h>

#include <array>

#include "http/body_decoder.hpp"
#include "http/response_parser.hpp"

namespace tiga::http {
namespace {

using std::chrono::sys_days;
using std::chrono::sys_seconds;
using namespace std::chrono_literals;

constexpr sys_seconds some_time = sys_days(2026y / 11 / 23) + 4h + 37min + 18s;

std::string head_of(const ResponseHead& head) {
  std::string out;
  write_head(head, out);
  return out;
}

TEST(WriteHead, ThePublishedReplyHas122Bytes) {
  const std::string date = format_date(some_time);
  ResponseHead head = {.date = date,
                       .content_type = "text/html",
                       .content_length = 3,
                       .connection = ConnectionOption::close};
  EXPECT_EQ(head_of(head),
            "HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 04:37:18 GMT\r\nContent-Type: text/html\r\n"
            "Content-Length: 3\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(head_of(head).size() + 3, 122U);
  head.connection = ConnectionOption::unsaid;
  EXPECT_EQ(head_of(head).size() + 3, 103U);
}

TEST(WriteHead, WritesFieldsInOrder) {
  const std::array<Field, 2> fields = {{{"Allow", "GET, HEAD"}, {"X", ""}}};
  EXPECT_EQ(head_of({.status = Status::method_not_allowed,
                     .content_length = 18446744073709551615U,
                     .connection = ConnectionOption::keep_alive,
                     .fields = fields}),
            "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 18446744073709551615\r\nAllow: "
            "GET, HEAD\r\nX: \r\n"
            "Connection: keep-alive\r\n\r\n");
  EXPECT_EQ(head_of({.status = Status::no_content}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(head_of({.status = static_cast<Status>(418)}), "HTTP/1.1 418 Unknown\r\n\r\n");
}

TEST(WriteHead, AppendsAndAllocatesNothingInTheSteadyState) {
  std::string out = "before ";
  write_head({}, out);
  EXPECT_EQ(out, "before HTTP/1.1 200 OK\r\n\r\n");
  const std::size_t capacity = out.capacity();
  const char* const bytes = out.data();
  for (int round = 0; round < 100; ++round) {
    out.clear();
    write_head({}, out);
    EXPECT_EQ(out.data(), bytes);
  }
  EXPECT_EQ(out.capacity(), capacity);
}

TEST(WriteHead, IsReadBackByTheParser) {
  for (const int status : {100, 200, 204, 304, 400, 403, 404, 405, 408, 413, 414, 417, 431, 500,
                           501, 502, 503, 504, 505}) {
    const std::string head =
        head_of({.status = static_cast<Status>(status), .content_type = "a/b"});
    ResponseParser parser;
    ASSERT_EQ(parser.parse(head, false), ResponseParser::State::complete) << head;
    EXPECT_EQ(parser.response().status, status);
    EXPECT_NE(parser.response().reason, "Unknown") << status;
    EXPECT_EQ(parser.consumed(), head.size());
  }
  ResponseParser parser;
  ASSERT_EQ(parser.parse(continue_head(), false), ResponseParser::State::complete);
  EXPECT_EQ(parser.response().status, 100);
}

TEST(WriteChunk, WritesItsSizeInHexadecimal) {
  const auto chunk_of = [](const std::string& content) {
    std::string out = "before ";
    write_chunk(content, out);
    return out;
  };
  EXPECT_EQ(chunk_of("a"), "before 1\r\na\r\n");
  EXPECT_EQ(chunk_of(std::string(0xabc, 'x')), "before abc\r\n" + std::string(0xabc, 'x') + "\r\n");
  EXPECT_EQ(chunk_of(""), "before ") << "that would be the last chunk";
}

TEST(WriteChunk, IsReadBackByTheDecoder) {
  std::string out;
  write_chunk("hello", out);
  write_chunk("", out);
  write_chunk(std::string(70'000, 'x'), out);
  out += last_chunk;
  BodyDecoder decoder(Framing::chunked, 0, 100'000);
  std::string content;
  std::string_view left = out;
  while (decoder.state() == BodyDecoder::State::need_more && !left.empty()) {
    const BodyDecoder::Step step = decoder.step(left);
    content += step.content;
    left.remove_prefix(step.consumed);
  }
  EXPECT_EQ(decoder.state(), BodyDecoder::State::complete);
  EXPECT_EQ(left, "");
  EXPECT_EQ(content, "hello" + std::string(70'000, 'x'));
}

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

}  // namespace
}  // namespace tiga::http
