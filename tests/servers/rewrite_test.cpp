#include "servers/balancer/rewrite.hpp"

#include <gtest/gtest.h>

namespace tiga::servers::balancer {
namespace {

std::string forwarded(std::string_view request) {
  http::RequestParser parser;
  EXPECT_EQ(parser.parse(request), http::RequestParser::State::complete);
  std::string out;
  write_forwarded_request(parser, "10.0.0.9", out);
  return out;
}

std::string relayed(std::string_view reply, http::ConnectionOption connection, bool keep_framing) {
  http::ResponseParser parser;
  EXPECT_EQ(parser.parse(reply, false), http::ResponseParser::State::complete);
  std::string out;
  write_forwarded_response(parser, connection, keep_framing, out);
  return out;
}

TEST(Rewrite, ARequestGetsViaAndXForwardedFor) {
  EXPECT_EQ(forwarded("GET /x?y=1 HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n"),
            "GET /x?y=1 HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nVia: 1.1 tiga\r\n"
            "X-Forwarded-For: 10.0.0.9\r\n\r\n");
  EXPECT_EQ(
      forwarded("GET / HTTP/1.0\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n"),
      "GET / HTTP/1.1\r\nHost: \r\nVia: 1.0 tiga\r\nX-Forwarded-For: 1.2.3.4, 10.0.0.9\r\n\r\n");
}

TEST(Rewrite, EachXForwardedForIsKeptInOrder) {
  EXPECT_EQ(forwarded("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1\r\nAccept: */*\r\n"
                      "x-forwarded-for: 2.2.2.2, 3.3.3.3\r\nX-Forwarded-For:\r\n\r\n"),
            "GET / HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nVia: 1.1 tiga\r\n"
            "X-Forwarded-For: 1.1.1.1, 2.2.2.2, 3.3.3.3, 10.0.0.9\r\n\r\n");
}

TEST(Rewrite, HopByHopFieldsAreRemoved) {
  EXPECT_EQ(
      forwarded(
          "GET / HTTP/1.1\r\nHost: h\r\nConnection: X-Mine, close\r\nX-Mine: 1\r\nX-Yours: 2\r\n"
          "Keep-Alive: timeout=5\r\nTE: trailers\r\nUpgrade: h2c\r\n\r\n"),
      "GET / HTTP/1.1\r\nHost: h\r\nX-Yours: 2\r\nVia: 1.1 tiga\r\nX-Forwarded-For: "
      "10.0.0.9\r\n\r\n");
}

TEST(Rewrite, ConnectionCannotRemoveTheFraming) {
  const std::string out = forwarded(
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: content-length, host\r\nContent-Length: "
      "1\r\n\r\n");
  EXPECT_NE(out.find("Content-Length: 1\r\n"), std::string::npos);
  EXPECT_NE(out.find("Host: h\r\n"), std::string::npos);
}

TEST(Rewrite, AbsoluteFormIsForwardedAsOriginForm) {
  EXPECT_EQ(forwarded("GET http://b.example/p?q HTTP/1.1\r\nHost: a\r\n\r\n").substr(0, 38),
            "GET /p?q HTTP/1.1\r\nHost: b.example\r\nVi");
  const auto target = [](const std::string& line) {
    const std::string head = forwarded(line + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return head.substr(0, head.find(" HTTP"));
  };
  EXPECT_EQ(target("GET http://b.example"), "GET /");
  EXPECT_EQ(target("GET http://b.example?q=/r"), "GET /?q=/r");
  EXPECT_EQ(target("OPTIONS http://b.example"), "OPTIONS *");
  EXPECT_EQ(target("OPTIONS *"), "OPTIONS *");
}

TEST(Rewrite, AReplyGetsOnlyItsOwnConnection) {
  const std::string_view reply =
      "HTTP/1.1 200 OK\r\nDate: x\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n";
  EXPECT_EQ(relayed(reply, http::ConnectionOption::unsaid, true),
            "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(relayed(reply, http::ConnectionOption::close, true),
            "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
}

TEST(Rewrite, ADecodedReplyLosesItsTransferEncoding) {
  const std::string_view reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(relayed(reply, http::ConnectionOption::close, false),
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(relayed(reply, http::ConnectionOption::unsaid, true), reply);
}

// RFC 9110 §8.6, RFC 9112 §6.1: neither field in a 1xx or a 204.
TEST(Rewrite, AReplyThatCanHaveNoContentHasNoFraming) {
  const auto kept = [](const std::string& status) {
    const std::string line = "HTTP/1.1 " + status + "\r\n";
    return relayed(line + "X: 1\r\ncontent-length: 3\r\n\r\n", http::ConnectionOption::unsaid,
                   true) != line + "X: 1\r\n\r\n";
  };
  EXPECT_FALSE(kept("204 No Content"));
  EXPECT_FALSE(kept("103 Early Hints"));
  EXPECT_TRUE(kept("304 Not Modified")) << "that of the content that it stands for";
  EXPECT_TRUE(kept("200 OK"));
  EXPECT_EQ(relayed("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
                    http::ConnectionOption::unsaid, true),
            "HTTP/1.1 204 No Content\r\n\r\n");
}

}  // namespace
}  // namespace tiga::servers::balancer
