#include "http/request_parser.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/http/parsed_request.hpp"

namespace tiga::http {
namespace {

using State = RequestParser::State;
using test::error_of;
using Outcome = test::ParsedRequest;

TEST(RequestParser, ReportsTheContentsOfTheHead) {
  const Outcome outcome(
      "POST /a/b?c=/d?e HTTP/1.1\r\nhost: example:80\r\nContent-Length: 12\r\nX-Y:\t z "
      "\t\r\n\r\nrest");
  ASSERT_EQ(outcome.state, State::complete);
  EXPECT_EQ(outcome.request().method, Method::post);
  EXPECT_EQ(outcome.request().method_name, "POST");
  EXPECT_EQ(outcome.request().target, "/a/b?c=/d?e");
  EXPECT_EQ(outcome.request().path, "/a/b");
  EXPECT_EQ(outcome.request().host, "example:80");
  EXPECT_EQ(outcome.request().minor_version, 1);
  EXPECT_EQ(outcome.request().framing, Framing::content_length);
  EXPECT_EQ(outcome.request().content_length, 12U);
  EXPECT_TRUE(outcome.request().keep_alive);
  EXPECT_EQ(outcome.text.substr(outcome.parser.consumed()), "rest");
  ASSERT_EQ(outcome.parser.field_count(), 3U);
  EXPECT_EQ(outcome.parser.field(0).name, "host");
  EXPECT_EQ(outcome.parser.field(2).name, "X-Y");
  EXPECT_EQ(outcome.parser.field(2).value, "z");
}

TEST(RequestParser, StartsOverAfterReset) {
  const std::string first =
      "POST http://b/ HTTP/1.0\r\nTE: x\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\n";
  const std::string second = "GET /?q HTTP/1.1\r\nHost: c\r\n\r\n";
  RequestParser parser;
  ASSERT_EQ(parser.parse(first), State::complete);
  parser.reset();
  ASSERT_EQ(parser.parse(second), State::complete);
  EXPECT_EQ(parser.request().method, Method::get);
  EXPECT_EQ(parser.request().host, "c");
  EXPECT_EQ(parser.request().path, "/");
  EXPECT_EQ(parser.request().framing, Framing::none);
  EXPECT_EQ(parser.request().minor_version, 1);
  EXPECT_EQ(parser.field_count(), 1U);
  parser.reset();
  ASSERT_EQ(parser.parse("\n"), State::failed);
  EXPECT_EQ(parser.parse("\n"), State::failed);
  parser.reset();
  EXPECT_EQ(parser.parse(second), State::complete);
}

TEST(RequestParser, NeedsMoreWithoutNewInput) {
  RequestParser parser;
  for (const std::string_view prefix :
       {"", "G", "G", "GET /?", "GET /?", "GET /?a HTTP/1.", "GET /?a HTTP/1.1\r"}) {
    EXPECT_EQ(parser.parse(prefix), State::need_more) << prefix;
    EXPECT_EQ(parser.parse(prefix), State::need_more) << prefix;
  }
}

TEST(RequestParser, KnowsMethods) {
  const std::pair<const char*, Method> methods[] = {
      {"GET", Method::get},         {"HEAD", Method::head},        {"POST", Method::post},
      {"PUT", Method::put},         {"PATCH", Method::patch},      {"DELETE", Method::delete_},
      {"OPTIONS", Method::options}, {"TRACE", Method::trace},      {"get", Method::unknown},
      {"GETX", Method::unknown},    {"M-SEARCH", Method::unknown}, {"PRI", Method::unknown}};
  for (const auto& [name, method] : methods) {
    const Outcome outcome(std::string(name) + " / HTTP/1.0\r\n\r\n");
    ASSERT_EQ(outcome.state, State::complete) << name;
    EXPECT_EQ(outcome.request().method, method) << name;
    EXPECT_EQ(outcome.request().method_name, name);
  }
  EXPECT_EQ(error_of("G{T / HTTP/1.1\r\n"), ParseError::bad_method);
  EXPECT_EQ(error_of(" GET / HTTP/1.1\r\n"), ParseError::bad_method);
  EXPECT_EQ(error_of("{"), ParseError::bad_method);
  EXPECT_EQ(error_of(std::string(32, 'A') + " /"), ParseError::none);
  EXPECT_EQ(error_of(std::string(33, 'A')), ParseError::method_too_long);
}

TEST(RequestParser, AcceptsTheFourFormsOfTarget) {
  const auto parts = [](const std::string& start) {
    const Outcome outcome(start + " HTTP/1.1\r\nHost: h\r\n\r\n");
    if (outcome.state != State::complete) return std::string(describe(outcome.parser.error()));
    return std::string(outcome.request().path) + " of " + std::string(outcome.request().host);
  };
  const std::string refused(describe(ParseError::bad_target));
  EXPECT_EQ(parts("GET /a?b"), "/a of h");
  EXPECT_EQ(parts("GET http://x:1/a?b"), "/a of x:1");
  EXPECT_EQ(parts("GET HTTPS://x"), "/ of x");
  EXPECT_EQ(parts("GET http://x?a/b"), "/ of x");
  EXPECT_EQ(parts("GET http://[::1]:8/"), "/ of [::1]:8");
  EXPECT_EQ(parts("OPTIONS http://x"), "* of x");
  EXPECT_EQ(parts("OPTIONS http://x?a"), "/ of x");
  EXPECT_EQ(parts("OPTIONS http://x?"), "/ of x");
  EXPECT_EQ(parts("OPTIONS http://x/?a"), "/ of x");
  EXPECT_EQ(parts("OPTIONS *"), "* of h");
  EXPECT_EQ(parts("OPTIONS /a"), "/a of h");
  EXPECT_EQ(parts("CONNECT x:1"), " of x:1");
  EXPECT_EQ(parts("CONNECT [::1]:443"), " of [::1]:443");
  for (const char* start :
       {"GET *",           "FOO *",           "OPTIONS **",        "GET a",        "GET http://",
        "GET http:///a",   "GET http://u@x/", "GET http://:1/",    "GET ftp://x/", "GET http:/x",
        "GET x:1",         "CONNECT /",       "CONNECT x",         "CONNECT :1",   "CONNECT x:",
        "CONNECT *",       "CONNECT [::1]",   "CONNECT http://x/", "CONNECT x:1/", "GET ?",
        "GET http://x:y/", "GET /a#b",        "GET /\x7f",         "GET /\xc3\xa4"}) {
    EXPECT_EQ(parts(start), refused) << start;
  }
}

TEST(RequestParser, KnowsTheSchemeOfAnAbsoluteForm) {
  const auto is_https = [](const std::string& start) {
    const Outcome outcome(start + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(outcome.state, State::complete) << start;
    return outcome.request().https;
  };
  EXPECT_TRUE(is_https("GET https://h/"));
  EXPECT_TRUE(is_https("GET HttpS://x"));
  EXPECT_TRUE(is_https("OPTIONS https://x"));
  for (const char* start : {"GET http://h/", "GET /https://h/", "OPTIONS *", "CONNECT https:443"}) {
    EXPECT_FALSE(is_https(start)) << start;
  }
  RequestParser parser;
  const std::string secure = "GET https://x/ HTTP/1.1\r\nHost: x\r\n\r\n";
  ASSERT_EQ(parser.parse(secure), State::complete);
  parser.reset();
  const std::string next = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  ASSERT_EQ(parser.parse(next), State::complete);
  EXPECT_FALSE(parser.request().https);
}

/// RFC 9110 §9.3.2: whoever refuses a HEAD must know that it is one.
TEST(RequestParser, KnowsAHeadBeforeItsEnd) {
  for (const char* input :
       {"HEAD ", "HEAD /", "HEAD  ", "HEAD /\r\n", "HEAD / HTTP/2.0", "HEAD / HTTP/1.1\r\n\r\n",
        "\r\nHEAD / HTTP/1.1\r\nHost: a\r\nHost", "HEAD / HTTP/1.0\r\n\r\n"}) {
    EXPECT_EQ(Outcome(input).parser.method_so_far(), Method::head) << input;
  }
  for (const char* input : {"", "HEAD", "HEAD\t/", "head /", "HEADS /", "GET /", "\r\n"}) {
    EXPECT_NE(Outcome(input).parser.method_so_far(), Method::head) << input;
  }
  RequestParser parser;
  parser.parse("HEAD / HTTP/1.0\r\n\r\n");
  parser.reset();
  EXPECT_EQ(parser.method_so_far(), Method::unknown);
}

TEST(RequestParser, AcceptsOnlyHttp1) {
  const auto error_of_version = [](const std::string& version) {
    return error_of("GET / " + version + "\r\nHost: a\r\n\r\n");
  };
  for (const char* version : {"HTTP/1.0", "HTTP/1.1", "HTTP/1.2", "HTTP/1.9"}) {
    EXPECT_EQ(error_of_version(version), ParseError::none) << version;
  }
  for (const char* version : {"HTTP/0.9", "HTTP/2.0", "HTTP/3.1"}) {
    EXPECT_EQ(error_of_version(version), ParseError::version_not_supported) << version;
  }
  for (const char* version : {"HTTP/1", "HTTP/11", "HTTP/1.", "HTTP/1.10", "HTTP/1.1 ", "http/1.1",
                              "HTTP/1,1", "HTTPS/1.1", "HTTP/a.1", " HTTP/1.1", "HTTP/ 1.1", "x"}) {
    EXPECT_EQ(error_of_version(version), ParseError::bad_version) << version;
  }
  EXPECT_EQ(Outcome("GET / HTTP/1.2\r\nHost: a\r\n\r\n").request().minor_version, 1);
  EXPECT_EQ(Outcome("GET / HTTP/1.0\r\n\r\n").request().minor_version, 0);
}

TEST(RequestParser, RefusesLineEndsOtherThanCrLf) {
  for (const char* input :
       {"\n", "\rG", "\r\n\n", "GET / HTTP/1.1\n", "GET / HTTP/1.1\rX", "GET / HTTP/1.1\r\n\n",
        "GET / HTTP/1.1\r\n\rX", "GET / HTTP/1.1\r\nA: b\n", "GET / HTTP/1.1\r\nA: b\rc"}) {
    EXPECT_EQ(error_of(input), ParseError::bad_line_end) << input;
  }
}

TEST(RequestParser, SkipsAFewEmptyLines) {
  const auto after = [](int lines) {
    std::string input;
    for (int line = 0; line < lines; ++line) input += "\r\n";
    return input + "GET / HTTP/1.0\r\n\r\n";
  };
  const Outcome outcome(after(8));
  EXPECT_EQ(outcome.state, State::complete);
  EXPECT_EQ(outcome.parser.consumed(), outcome.text.size());
  EXPECT_EQ(error_of(after(9)), ParseError::bad_request_line);
}

TEST(RequestParser, EmptyLinesBeginNoRequest) {
  RequestParser parser;
  EXPECT_FALSE(parser.begun());
  ASSERT_EQ(parser.parse("\r"), State::need_more);
  EXPECT_FALSE(parser.begun());
  ASSERT_EQ(parser.parse("\r\n"), State::need_more);
  EXPECT_FALSE(parser.begun());
  ASSERT_EQ(parser.parse("\r\nG"), State::need_more);
  EXPECT_TRUE(parser.begun());
  ASSERT_EQ(parser.parse("\r\nGET / HTTP/1.0\r\n\r\n"), State::complete);
  EXPECT_EQ(parser.consumed(), 20U);
  parser.reset();
  EXPECT_FALSE(parser.begun());
}

TEST(RequestParser, WholeEmptyLinesAreMeasured) {
  EXPECT_EQ(size_of_empty_lines(""), 0U);
  EXPECT_EQ(size_of_empty_lines("\r"), 0U);
  EXPECT_EQ(size_of_empty_lines("\r\n"), 2U);
  EXPECT_EQ(size_of_empty_lines("\r\n\r\n\r"), 4U);
  EXPECT_EQ(size_of_empty_lines("\r\n\r\nGET"), 4U);
  EXPECT_EQ(size_of_empty_lines("\n\r\n"), 0U);
  EXPECT_EQ(size_of_empty_lines("GET\r\n"), 0U);
}

TEST(RequestParser, AcceptsUpToItsLimits) {
  Limits limits;
  limits.target = 20;
  EXPECT_EQ(error_of("GET /" + std::string(19, 'a') + " HTTP/1.0\r\n\r\n", limits),
            ParseError::none);
  EXPECT_EQ(error_of("GET /" + std::string(20, 'a') + " HTTP/1.0\r\n\r\n", limits),
            ParseError::target_too_long);
  EXPECT_EQ(error_of("GET /" + std::string(20, 'a'), limits), ParseError::target_too_long);
  EXPECT_EQ(error_of("GET /?" + std::string(19, 'a'), limits), ParseError::target_too_long);
  EXPECT_EQ(error_of("GET /" + std::string(19, 'a') + "#", limits), ParseError::bad_target);

  limits.header_section = 20;
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA: 3456789012345678\r\n\r\n", limits),
            ParseError::header_section_too_large);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA: 345678901234567\r\n\r\n", limits), ParseError::none);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA: 3\r\nB: 3\r\nC: 345\r\n\r\n", limits), ParseError::none);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA: 3\r\nB: 3\r\nC: 3456\r\n\r\n", limits),
            ParseError::header_section_too_large);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA: " + std::string(100, 'a'), limits),
            ParseError::header_section_too_large);

  limits.fields = 2;
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA:\r\nB:\r\n\r\n", limits), ParseError::none);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA:\r\nB:\r\nC:\r\n", limits), ParseError::too_many_fields);
  limits = Limits();
  limits.fields = 100000;
  std::string many = "GET / HTTP/1.0\r\n";
  for (std::size_t field = 0; field < FieldTable::capacity; ++field) many += "A:\r\n";
  EXPECT_EQ(error_of(many + "\r\n", limits), ParseError::none);
  EXPECT_EQ(error_of(many + "A:\r\n", limits), ParseError::too_many_fields);

  limits.header_section = static_cast<std::size_t>(-1);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nA: b\r\n\r\n", limits), ParseError::none);
}

/// A buffer of head_capacity() shows every head that is too large as too large.
TEST(RequestParser, NeverNeedsMoreThanTheBufferCanHold) {
  const Limits limits;
  const std::string longest_line =
      std::string(32, 'M') + " /" + std::string(limits.target - 1, 'a') + " HTTP/1.0\r\n";
  const std::string head =
      std::string(16, '\r').replace(0, 16, "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n") + longest_line +
      "A: " + std::string(limits.header_section - 5, 'b') + "\r\n\r\n";
  EXPECT_LE(head.size(), limits.head_capacity());
  EXPECT_EQ(Outcome(head).state, State::complete);
  EXPECT_EQ(error_of(head.substr(0, head.size() - 4) + "b\r\n\r\n"),
            ParseError::header_section_too_large);
}

/// Bytes are looked at a bounded number of times: a head of 32 KiB in single bytes is quick, or
/// this hangs.
TEST(RequestParser, TakesTimeLinearInTheInput) {
  const std::string head = "GET / HTTP/1.0\r\nA: " + std::string(32000, 'a') + "\r\n\r\n";
  for (int round = 0; round < 100; ++round) {
    RequestParser parser;
    State state = State::need_more;
    for (std::size_t size = 1; size <= head.size(); ++size)
      state = parser.parse({head.data(), size});
    ASSERT_EQ(state, State::complete);
  }
}

}  // namespace
}  // namespace tiga::http
