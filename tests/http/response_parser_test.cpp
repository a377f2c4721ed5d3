#include "http/response_parser.hpp"

#include <gtest/gtest.h>

#include <string>

#include "http/body_decoder.hpp"

namespace tiga::http {
namespace {

using State = ResponseParser::State;

struct Outcome {
  explicit Outcome(std::string_view input, bool to_head = false, const Limits& limits = {})
      : parser(limits), text(input) {
    state = parser.parse(text, to_head);
    for (std::size_t size = 0; size < text.size(); ++size) check_same_in_two(size, to_head, limits);
  }
  const Response& response() const { return parser.response(); }

  /// However the bytes arrive, the outcome is the same.
  void check_same_in_two(std::size_t size, bool to_head, const Limits& limits) const {
    ResponseParser other(limits);
    State other_state = other.parse(std::string_view(text).substr(0, size), to_head);
    if (other_state == State::need_more) other_state = other.parse(text, to_head);
    ASSERT_EQ(other_state, state) << "split at " << size;
    ASSERT_EQ(other.error(), parser.error()) << "split at " << size;
    if (state != State::complete) return;
    ASSERT_EQ(other.consumed(), parser.consumed()) << "split at " << size;
  }

  ResponseParser parser;
  std::string text;
  State state;
};

ParseError error_of(std::string_view input, const Limits& limits = {}) {
  return Outcome(input, false, limits).parser.error();
}

std::string ok_with(std::string_view lines) {
  return "HTTP/1.1 200 OK\r\n" + std::string(lines) + "\r\n";
}

TEST(ResponseParser, ReportsTheContentsOfTheHead) {
  const Outcome outcome(
      "HTTP/1.0 404 Not Found\r\nContent-Length: 12\r\nX: y \r\nConnection: "
      "keep-alive\r\n\r\nrest");
  ASSERT_EQ(outcome.state, State::complete);
  EXPECT_EQ(outcome.response().status, 404);
  EXPECT_EQ(outcome.response().reason, "Not Found");
  EXPECT_EQ(outcome.response().minor_version, 0);
  EXPECT_EQ(outcome.response().framing, Framing::content_length);
  EXPECT_TRUE(outcome.response().has_content_length);
  EXPECT_EQ(outcome.response().content_length, 12U);
  EXPECT_TRUE(outcome.response().keep_alive);
  EXPECT_FALSE(outcome.response().interim());
  EXPECT_EQ(outcome.text.substr(outcome.parser.consumed()), "rest");
  ASSERT_EQ(outcome.parser.field_count(), 3U);
  EXPECT_EQ(outcome.parser.field(1).value, "y");
}

TEST(ResponseParser, StartsOverAfterReset) {
  const std::string first = "HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n";
  const std::string second = "HTTP/1.1 204 \r\n\r\n";
  ResponseParser parser;
  ASSERT_EQ(parser.parse(first, false), State::complete);
  parser.reset();
  ASSERT_EQ(parser.parse(second, false), State::complete);
  EXPECT_EQ(parser.response().status, 204);
  EXPECT_EQ(parser.response().reason, "");
  EXPECT_FALSE(parser.response().has_content_length);
  EXPECT_EQ(parser.response().content_length, 0U);
  EXPECT_TRUE(parser.response().keep_alive);
  parser.reset();
  ASSERT_EQ(parser.parse("x", false), State::failed);
  EXPECT_EQ(parser.parse("x", false), State::failed);
}

TEST(ResponseParser, RefusesOtherStatusLines) {
  for (const char* line : {"HTTP/1.1 099 x", "HTTP/1.1 600 x", "HTTP/1.1 20 x", "HTTP/1.1 2000 x",
                           "HTTP/1.1 2x0 x", "HTTP/1.1  200 x", "HTTP/1.1 20", "HTTP/1.1 200x",
                           "HTTP/1.1\t200 x", "HTTP/1.1 200 \x01", "HTTP/1.1 200\tx"}) {
    EXPECT_EQ(error_of(std::string(line) + "\r\n\r\n"), ParseError::bad_status_line) << line;
  }
  for (const char* line : {"\r\nHTTP/1.1 200 x", "http/1.1 200 x", "HTTP/1.x 200 x", "ICY 200 OK",
                           "<html>", "HTTP/11 200 x"}) {
    EXPECT_EQ(error_of(std::string(line) + "\r\n\r\n"), ParseError::bad_version) << line;
  }
  EXPECT_EQ(error_of("HTTP/2.0 200 OK\r\n\r\n"), ParseError::version_not_supported);
  EXPECT_EQ(error_of("HTTP/1.1 200 OK\n\n"), ParseError::bad_line_end);
  EXPECT_EQ(error_of("HTTP/1.1 200 OK\rX"), ParseError::bad_line_end);
  EXPECT_EQ(error_of("HTTP/1.1 200\rX"), ParseError::bad_line_end);
  EXPECT_EQ(error_of("HTTP/1.1 200 \r\n\r\n"), ParseError::none);
  EXPECT_EQ(error_of("HTTP/1.1 299 \xe9 \t!\r\n\r\n"), ParseError::none);
}

/// RFC 9112 §4 requires the space; some servers leave it out with the reason.
TEST(ResponseParser, AcceptsAStatusLineThatEndsAfterTheCode) {
  for (const char* line : {"HTTP/1.1 301", "HTTP/1.1 301 "}) {
    const Outcome outcome(std::string(line) + "\r\nContent-Length: 0\r\n\r\nrest");
    ASSERT_EQ(outcome.state, State::complete) << line;
    EXPECT_EQ(outcome.response().status, 301);
    EXPECT_EQ(outcome.response().reason, "");
    EXPECT_EQ(outcome.parser.field_count(), 1U);
    EXPECT_EQ(outcome.text.substr(outcome.parser.consumed()), "rest");
  }
}

TEST(ResponseParser, FollowsTheRulesOfBodyLength) {
  struct Row {
    const char* head;
    bool to_head;
    Framing framing;
    bool keep_alive;
  };
  const Row rows[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", false, Framing::content_length, true},
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false, Framing::content_length, true},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, Framing::chunked, true},
      {"HTTP/1.1 200 OK\r\n\r\n", false, Framing::until_close, false},
      {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n", false, Framing::until_close, false},
      {"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n", false, Framing::content_length, false},
      {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n", false,
       Framing::content_length, true},
      {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\n", false,
       Framing::content_length, false},
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", true, Framing::none, true},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true, Framing::none, true},
      {"HTTP/1.1 200 OK\r\n\r\n", true, Framing::none, true},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", false, Framing::none, true},
      {"HTTP/1.1 204 No Content\r\n\r\n", false, Framing::none, true},
      {"HTTP/1.1 100 Continue\r\n\r\n", false, Framing::none, true},
      {"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", false, Framing::none, true},
  };
  for (const Row& row : rows) {
    const Outcome outcome(row.head, row.to_head);
    ASSERT_EQ(outcome.state, State::complete) << row.head;
    EXPECT_EQ(outcome.response().framing, row.framing) << row.head;
    EXPECT_EQ(outcome.response().keep_alive, row.keep_alive) << row.head;
  }
}

// What the balancer meets when a backend goes wrong; numbers as in its table of faults.

TEST(ResponseParser, Fault5HalfAHeadIsIncomplete) {
  EXPECT_EQ(Outcome("HTTP/1.1 200 OK\r\nContent-Le").state, State::need_more);
}

TEST(ResponseParser, Fault6GarbageIsRefusedAtItsFirstBytes) {
  EXPECT_EQ(error_of("garbage"), ParseError::bad_version);
  EXPECT_EQ(error_of(std::string("\0\1\2", 3)), ParseError::bad_version);
  for (const char* garbage :
       {"220 mail ESMTP\r\n\r\n", "HTTP/1.1 ok\r\n\r\n", "HTTP/1.1 200 O\nK"}) {
    EXPECT_TRUE(Outcome(garbage).parser.failed_in_status_line()) << garbage;
  }
  EXPECT_FALSE(Outcome(ok_with("X: a\n")).parser.failed_in_status_line());
  EXPECT_FALSE(Outcome(ok_with("Content-Length: 1, 2\r\n")).parser.failed_in_status_line());
}

TEST(ResponseParser, Fault13LengthAndEncodingAreRefused) {
  EXPECT_EQ(error_of(ok_with("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")),
            ParseError::length_and_encoding);
  EXPECT_EQ(error_of(ok_with("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n")),
            ParseError::length_and_encoding);
}

TEST(ResponseParser, Fault14RepeatedLengthsAreRefused) {
  EXPECT_EQ(error_of(ok_with("Content-Length: 3\r\nContent-Length: 4\r\n")),
            ParseError::bad_content_length);
  EXPECT_EQ(error_of(ok_with("Content-Length: 3\r\nContent-Length: 3\r\n")),
            ParseError::bad_content_length);
  EXPECT_EQ(error_of(ok_with("Content-Length: 3, 3\r\n")), ParseError::bad_content_length);
}

TEST(ResponseParser, Fault16ContentAfter204IsIgnoredAndEndsTheConnection) {
  for (const char* lines : {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n"}) {
    const Outcome outcome("HTTP/1.1 204 No Content\r\n" + std::string(lines) + "\r\nhello");
    ASSERT_EQ(outcome.state, State::complete);
    EXPECT_EQ(outcome.response().framing, Framing::none);
    EXPECT_FALSE(outcome.response().keep_alive);
    EXPECT_EQ(outcome.text.substr(outcome.parser.consumed()), "hello");
  }
}

/// RFC 9112 §6.3, rule 1: whatever the fields say, also what would be an error elsewhere.
TEST(ResponseParser, EndsRepliesThatHaveNoFramingAtTheEmptyLine) {
  for (const char* status : {"204 No Content", "103 Early Hints", "100 Continue"}) {
    for (const char* lines :
         {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n",
          "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"}) {
      for (const char* version : {"HTTP/1.1 ", "HTTP/1.0 "}) {
        const Outcome outcome(std::string(version) + status + "\r\n" + lines + "\r\nhello");
        ASSERT_EQ(outcome.state, State::complete) << status << ' ' << lines;
        EXPECT_EQ(outcome.response().framing, Framing::none) << status << ' ' << lines;
        EXPECT_EQ(outcome.text.substr(outcome.parser.consumed()), "hello");
      }
    }
  }
}

/// What is awaited is the server's close; that a connection must not be used again is another
/// matter.
TEST(ResponseParser, TellsWhetherTheServerCloses) {
  struct Row {
    const char* head;
    bool closes;
    bool keep_alive;
  };
  const Row rows[] = {
      {"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", false, false},
      {"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", false, false},
      {"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", false, true},
      {"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", true, false},
      {"HTTP/1.0 204 No Content\r\n\r\n", true, false},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false, true},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false, true},
      {"HTTP/1.1 200 OK\r\n\r\n", true, false},
  };
  for (const Row& row : rows) {
    const Outcome outcome(row.head);
    ASSERT_EQ(outcome.state, State::complete) << row.head;
    EXPECT_EQ(outcome.response().server_closes, row.closes) << row.head;
    EXPECT_EQ(outcome.response().keep_alive, row.keep_alive) << row.head;
  }
}

/// RFC 9110 §15.2.2: it is no interim reply, and what follows it is not HTTP.
TEST(ResponseParser, RefusesASwitchOfProtocols) {
  EXPECT_EQ(error_of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"),
            ParseError::unexpected_switch);
  EXPECT_EQ(error_of("HTTP/1.1 101 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            ParseError::unexpected_switch);
  EXPECT_EQ(Outcome("HTTP/1.1 101 Switching Protocols\r\n").state, State::need_more);
}

TEST(ResponseParser, Fault17LengthsOf304AndHeadAreReportedButNotAwaited) {
  const Outcome outcome("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true);
  EXPECT_EQ(outcome.response().framing, Framing::none);
  EXPECT_TRUE(outcome.response().has_content_length);
  EXPECT_EQ(outcome.response().content_length, 5U);
  BodyDecoder decoder(outcome.response().framing, outcome.response().content_length, 0);
  EXPECT_EQ(decoder.state(), BodyDecoder::State::complete);
}

TEST(ResponseParser, Fault18InterimRepliesComeFirst) {
  const std::string stream =
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  const Outcome early(stream);
  ASSERT_EQ(early.state, State::complete);
  EXPECT_TRUE(early.response().interim());
  const Outcome final_reply(stream.substr(early.parser.consumed()));
  ASSERT_EQ(final_reply.state, State::complete);
  EXPECT_EQ(final_reply.response().status, 200);
}

TEST(ResponseParser, Fault19FoldedFieldsAreRefused) {
  EXPECT_EQ(error_of(ok_with("X: a\r\n b\r\n")), ParseError::folded_field);
}

TEST(ResponseParser, Fault20LargeHeadsAreRefused) {
  EXPECT_EQ(error_of("HTTP/1.1 200 OK\r\nX: " + std::string(4000, 'a'), {.header_section = 2000}),
            ParseError::header_section_too_large);
  EXPECT_EQ(error_of("HTTP/1.1 200 " + std::string(101, 'a'), {.target = 100}),
            ParseError::bad_status_line);
  EXPECT_EQ(error_of("HTTP/1.1 200 " + std::string(100, 'a') + "\r\n\r\n", {.target = 100}),
            ParseError::none);
  ResponseParser parser;
  EXPECT_EQ(parser.parse("HTTP/1.1 200 OK\r\nX: " + std::string(70000, 'a'), false), State::failed);
}

/// RFC 9112 §6.3: the last coding frames the content, whatever the others are.
TEST(ResponseParser, FramesContentWithOtherCodings) {
  struct Row {
    const char* value;
    Framing framing;
    bool other_codings;
  };
  const Row rows[] = {
      {"chunked", Framing::chunked, false},
      {"gzip, chunked", Framing::chunked, true},
      {"foo;q=\"1\" , Chunked", Framing::chunked, true},
      {"gzip\r\nTransfer-Encoding: chunked", Framing::chunked, true},
      {"gzip", Framing::until_close, true},
      {"identity", Framing::until_close, true},
      {"xchunked", Framing::until_close, true},
      {"chunked, gzip", Framing::until_close, true},
      {"chunked\r\nTransfer-Encoding: gzip", Framing::until_close, true},
  };
  for (const Row& row : rows) {
    const Outcome outcome(ok_with("Transfer-Encoding: " + std::string(row.value) + "\r\n"));
    ASSERT_EQ(outcome.state, State::complete) << row.value;
    EXPECT_EQ(outcome.response().framing, row.framing) << row.value;
    EXPECT_EQ(outcome.response().other_codings, row.other_codings) << row.value;
    EXPECT_EQ(outcome.response().keep_alive, row.framing == Framing::chunked) << row.value;
  }
  EXPECT_FALSE(Outcome(ok_with("Content-Length: 1\r\n")).response().other_codings);
}

TEST(ResponseParser, RefusesMalformedCodings) {
  for (const char* value : {"", "chunked, chunked", "chunked, gzip, chunked", "chunked,",
                            ", chunked", "chunked;a=b", "\"chunked\"", "chu nked", "gzip,,chunked",
                            ";q=1", "chunked\r\nTransfer-Encoding: chunked"}) {
    EXPECT_EQ(error_of(ok_with("Transfer-Encoding: " + std::string(value) + "\r\n")),
              ParseError::bad_transfer_encoding)
        << value;
  }
  EXPECT_EQ(error_of("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            ParseError::bad_transfer_encoding);
}

TEST(ResponseParser, LeavesTheLimitOnContentToTheDecoder) {
  EXPECT_EQ(error_of(ok_with("Content-Length: 100000000000\r\n")), ParseError::none);
}

}  // namespace
}  // namespace tiga::http
