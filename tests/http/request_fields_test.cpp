// The field lines that the parser acts on.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/http/parsed_request.hpp"

namespace tiga::http {
namespace {

using State = RequestParser::State;
using test::error_of;
using Outcome = test::ParsedRequest;

/// A request for `/` with these field lines.
std::string with(std::string_view lines) {
  return "GET / HTTP/1.1\r\n" + std::string(lines) + "\r\n";
}
std::string with_host(std::string_view lines) { return with("Host: a\r\n" + std::string(lines)); }

TEST(RequestFields, RefusesMalformedFieldLines) {
  EXPECT_EQ(error_of(with(" Host: a\r\n")), ParseError::folded_field);
  EXPECT_EQ(error_of(with("Host: a\r\n\tb\r\n")), ParseError::folded_field);
  EXPECT_EQ(error_of(with(": a\r\n")), ParseError::bad_field_name);
  EXPECT_EQ(error_of(with("Host : a\r\n")), ParseError::bad_field_name);
  EXPECT_EQ(error_of(with("Host\r\n")), ParseError::bad_field_name);
  EXPECT_EQ(error_of(with("H\xc3\xb6st: a\r\n")), ParseError::bad_field_name);
  EXPECT_EQ(error_of(with("A(b): a\r\n")), ParseError::bad_field_name);
  EXPECT_EQ(error_of(with("A: \x7f\r\n")), ParseError::bad_field_value);
  EXPECT_EQ(error_of(with(std::string("A: \0\r\n", 6))), ParseError::bad_field_value);
  EXPECT_EQ(error_of(with_host("A:\r\nB: \t \r\nX_1!#$%&'*+.^`|~: \xff\r\n")), ParseError::none);
}

TEST(RequestFields, RequiresOneValidHost) {
  EXPECT_EQ(error_of(with("")), ParseError::bad_host);
  EXPECT_EQ(error_of(with("Host: a\r\nhost: a\r\n")), ParseError::bad_host);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"), ParseError::bad_host);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nHost: a b\r\n\r\n"), ParseError::bad_host);
  for (const char* host :
       {"", "a", "a:", "a:80", "127.0.0.1:45000", "[::1]", "[::1]:80", "[fe80::1:2]", "%41b",
        "a_b~!$&'", "a,b", "a-very-long.host-name.with-more-than.sixteen-bytes.example:65535",
        ":80"}) {
    EXPECT_EQ(error_of(with("Host: " + std::string(host) + "\r\n")), ParseError::none) << host;
  }
  for (const char* host :
       {"a b", "a/b", "u@a", "a:b", "a:8 0", "a::1", "[::1", "::1", "[]", "[::g]", "[::1]a", "[1]",
        "%4", "%zz", "a\"b", "a:80:90", "[v1.x]", "\xc3\xa4", "a:80,b:80"}) {
    EXPECT_EQ(error_of(with("Host: " + std::string(host) + "\r\n")), ParseError::bad_host) << host;
  }
}

TEST(RequestFields, RequiresOneValidFraming) {
  const auto error_with = [](std::string_view lines) { return error_of(with_host(lines)); };
  EXPECT_EQ(error_with("Content-Length: 0\r\n"), ParseError::none);
  EXPECT_EQ(error_with("Content-Length: 16777216\r\n"), ParseError::none);
  EXPECT_EQ(error_with("Content-Length: 16777217\r\n"), ParseError::content_too_large);
  EXPECT_EQ(error_with("Content-Length: 18446744073709551616\r\n"), ParseError::content_too_large);
  for (const char* value : {"", "1,1", "1, 2", "0x1", "1 1", "1.0", "+1", "-1", "a", "\xd9\xa1"}) {
    EXPECT_EQ(error_with("Content-Length: " + std::string(value) + "\r\n"),
              ParseError::bad_content_length)
        << value;
  }
  EXPECT_EQ(error_with("Content-Length: 1\r\ncontent-length: 1\r\n"),
            ParseError::bad_content_length);
  EXPECT_EQ(error_with("Transfer-Encoding: CHUNKED\r\n"), ParseError::none);
  for (const char* value :
       {"gzip, chunked", "gzip\r\nTransfer-Encoding: chunked", "gzip;q=1,deflate, chunked"}) {
    EXPECT_EQ(error_with("Transfer-Encoding: " + std::string(value) + "\r\n"),
              ParseError::unknown_transfer_encoding)
        << value;
  }
  for (const char* value :
       {"", "gzip", "identity", "xchunked", "chunkedx", "chunked, gzip", "chunked, chunked",
        "chunked,", ", chunked", "chunked;a=b", "chunked\r\nTransfer-Encoding: chunked",
        "\"chunked\"", "chunked\r\nTransfer-Encoding: gzip", "chu nked", "gzip, chunked, gzip",
        "chunked;", ";chunked", "chunked, gzip, chunked", "gzip, chunked;q=1"}) {
    EXPECT_EQ(error_with("Transfer-Encoding: " + std::string(value) + "\r\n"),
              ParseError::bad_transfer_encoding)
        << value;
  }
  EXPECT_EQ(error_with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"),
            ParseError::length_and_encoding);
  EXPECT_EQ(error_with("Content-Length: 0\r\nTransfer-Encoding: gzip\r\n"),
            ParseError::length_and_encoding);
  EXPECT_EQ(error_of("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
            ParseError::bad_transfer_encoding);
}

TEST(RequestFields, ReadsConnectionAndExpect) {
  const auto keep_alive = [](const std::string& version, const std::string& value) {
    const Outcome outcome("GET / HTTP/1." + version + "\r\nHost: a\r\nConnection: " + value +
                          "\r\n\r\n");
    EXPECT_EQ(outcome.state, State::complete);
    return outcome.request().keep_alive;
  };
  EXPECT_TRUE(keep_alive("1", ""));
  EXPECT_TRUE(keep_alive("1", "upgrade, x"));
  EXPECT_FALSE(keep_alive("1", "CLOSE"));
  EXPECT_FALSE(keep_alive("1", "x ,\t close,keep-alive"));
  EXPECT_FALSE(keep_alive("1", "x\r\nConnection: close"));
  EXPECT_TRUE(keep_alive("1", "closed, enclose"));
  EXPECT_FALSE(keep_alive("0", ""));
  EXPECT_TRUE(keep_alive("0", "Keep-Alive"));
  EXPECT_FALSE(keep_alive("0", "keep-alive, close"));
  EXPECT_EQ(error_of(with_host("Connection: keep-alive, cl ose\r\n")), ParseError::bad_field_value);

  const auto expectation = [](const std::string& version, const std::string& value) {
    const Outcome outcome("GET / HTTP/1." + version + "\r\nHost: a\r\nExpect: " + value +
                          "\r\n\r\n");
    EXPECT_EQ(outcome.state, State::complete);
    return std::pair(outcome.request().expect_continue, outcome.request().unknown_expectation);
  };
  EXPECT_EQ(expectation("1", "100-Continue"), std::pair(true, false));
  EXPECT_EQ(expectation("1", ""), std::pair(false, false));
  EXPECT_EQ(expectation("1", "200-ok"), std::pair(false, true));
  EXPECT_EQ(expectation("1", "100-continue, x"), std::pair(true, true));
  EXPECT_EQ(expectation("0", "100-continue"), std::pair(false, false));
}

TEST(RequestFields, NoticesConditionsAndRanges) {
  const auto conditional = [](const std::string& line) {
    const Outcome outcome(with_host(line + "\r\n"));
    EXPECT_EQ(outcome.state, State::complete) << line;
    return outcome.request().conditional;
  };
  for (const char* line :
       {"If-Match: *", "if-none-match: \"a\"", "If-Modified-Since:", "IF-UNMODIFIED-SINCE: x",
        "If-Range: \"a\"", "range: bytes=0-", "A: b\r\nRange: x\r\nReferer: y"}) {
    EXPECT_TRUE(conditional(line)) << line;
  }
  for (const char* line :
       {"A: b", "If: x", "If-None: x", "Ranges: bytes=0-", "XRange: x", "If-Nine-Match: *",
        "If-Modified-Sinces: x", "Accept-Ranges: x", "Upgrade-Insecure-Requests: 1", "Referer: x",
        "Transfer-Encoding: chunked"}) {
    EXPECT_FALSE(conditional(line)) << line;
  }
}

}  // namespace
}  // namespace tiga::http
