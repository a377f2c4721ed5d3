#include "http/serializer.hpp"

#include <gtest/gtest.h>

#include <array>

#include "http/body_decoder.hpp"
#include "http/response_parser.hpp"

namespace tiga::http {
namespace {

std::string head_of(const ResponseHead& head) {
  std::string out;
  write_head(head, out);
  return out;
}

TEST(WriteHead, ThePublishedReplyHas122Bytes) {
  ResponseHead head = {.date = "Mon, 23 Nov 2026 04:37:18 GMT",
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
                     .lines = "A: 1\r\nB: 2\r\n",
                     .fields = fields}),
            "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 18446744073709551615\r\nA: 1\r\n"
            "B: 2\r\nAllow: GET, HEAD\r\nX: \r\n"
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
  for (const int status : {100, 200, 204, 206, 304, 400, 403, 404, 405, 408, 412, 413,
                           414, 416, 417, 421, 431, 500, 501, 502, 503, 504, 505}) {
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

}  // namespace
}  // namespace tiga::http
