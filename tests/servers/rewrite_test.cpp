#include "servers/balancer/rewrite.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace tiga::servers::balancer {
namespace {

// As a backend of that name gets it.
std::string forwarded(std::string_view request) {
  http::RequestParser parser;
  EXPECT_EQ(parser.parse(request), http::RequestParser::State::complete);
  std::string out;
  const std::size_t missing_host = write_forwarded_request(parser, "10.0.0.9", out);
  return missing_host == 0 ? out : out.insert(missing_host, "backend:1");
}

// A Date that was added is replaced by NOW.
std::string relayed(std::string_view reply, const ReplyRoute& route = {}) {
  static const std::regex date("Date: [A-Z][a-z]{2}, [^\r]{20} GMT\r");
  http::ResponseParser parser;
  EXPECT_EQ(parser.parse(reply, false), http::ResponseParser::State::complete);
  core::DateCache clock;
  std::string out;
  write_forwarded_response(parser, route, clock, out);
  return std::regex_replace(out, date, "Date: NOW\r");
}

// The status of the balancer's own reply; 0: the request is forwarded.
int own_status(const std::string& request) {
  const core::Resources resources({});
  http::RequestParser parser;
  EXPECT_EQ(parser.parse(request), http::RequestParser::State::complete) << request;
  const std::optional<core::Reply> own = own_reply(parser, resources);
  return own ? static_cast<int>(own->status) : 0;
}

TEST(Rewrite, ARequestGetsViaAndXForwardedFor) {
  EXPECT_EQ(forwarded("GET /x?y=1 HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\n"),
            "GET /x?y=1 HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nVia: 1.1 tiga\r\n"
            "X-Forwarded-For: 10.0.0.9\r\n\r\n");
  EXPECT_EQ(forwarded("GET / HTTP/1.0\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n"),
            "GET / HTTP/1.1\r\nHost: backend:1\r\nVia: 1.0 tiga\r\nX-Forwarded-For: 1.2.3.4, "
            "10.0.0.9\r\n\r\n");
}

// An empty Host is legal (RFC 9110 §7.2), but many servers refuse it.
TEST(Rewrite, ARequestThatNamesNoHostGetsTheBackends) {
  const auto host = [](const std::string& request) {
    const std::string head = forwarded(request);
    const std::size_t begin = head.find("\r\nHost: ") + 8;
    return head.substr(begin, head.find('\r', begin) - begin);
  };
  EXPECT_EQ(host("GET / HTTP/1.0\r\n\r\n"), "backend:1");
  EXPECT_EQ(host("GET / HTTP/1.1\r\nHost:\r\n\r\n"), "backend:1");
  EXPECT_EQ(host("GET / HTTP/1.0\r\nHost: h:2\r\n\r\n"), "h:2");
  EXPECT_EQ(host("GET http://u/ HTTP/1.0\r\n\r\n"), "u");
  EXPECT_EQ(host("GET http://u:3/ HTTP/1.1\r\nHost:\r\n\r\n"), "u:3");
}

// RFC 9110 §7.6.2.
TEST(Rewrite, MaxForwardsIsCountedDown) {
  const auto left = [](const std::string& method, const std::string& lines) {
    const std::string head = forwarded(method + " / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n");
    const std::size_t begin = head.find("Max-Forwards: ");
    return begin == std::string::npos
               ? "none"
               : head.substr(begin + 14, head.find('\r', begin) - begin - 14);
  };
  for (const char* method : {"OPTIONS", "TRACE"}) {
    EXPECT_EQ(left(method, "Max-Forwards: 3\r\n"), "2");
    EXPECT_EQ(left(method, "max-forwards: 001\r\n"), "0");
    EXPECT_EQ(left(method, "Max-Forwards: 99999999999999999999999\r\n"), "2147483647");
    EXPECT_EQ(left(method, "Connection: Max-Forwards\r\nMax-Forwards: 3\r\n"), "2");
    EXPECT_EQ(left(method, ""), "none");
  }
  EXPECT_EQ(left("GET", "Max-Forwards: 3\r\n"), "3") << "of other methods it means nothing";
}

TEST(Rewrite, TheLastRecipientAnswersItself) {
  const auto status = [](const std::string& method, const std::string& value) {
    return own_status(method + " / HTTP/1.1\r\nHost: h\r\nMax-Forwards: " + value + "\r\n\r\n");
  };
  EXPECT_EQ(status("OPTIONS", "0"), 200);
  EXPECT_EQ(status("OPTIONS", "000"), 200);
  EXPECT_EQ(status("TRACE", "0"), 405);
  EXPECT_EQ(status("OPTIONS", "1"), 0);
  EXPECT_EQ(status("TRACE", "18446744073709551616"), 0);
  EXPECT_EQ(status("GET", "0"), 0);
  EXPECT_EQ(status("POST", "x"), 0);
  for (const char* bad : {"", "x", "-1", "+1", "1.0", "1, 2", "1 2", "0\r\nMax-Forwards: 0"}) {
    EXPECT_EQ(status("OPTIONS", bad), 400) << bad;
    EXPECT_EQ(status("TRACE", bad), 400) << bad;
  }
  EXPECT_EQ(own_status("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"), 0);
}

TEST(Rewrite, TunnelsAndOtherSchemesEndHere) {
  EXPECT_EQ(own_status("CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n"), 501);
  EXPECT_EQ(own_status("GET https://h/ HTTP/1.1\r\nHost: h\r\n\r\n"), 421);
  EXPECT_EQ(own_status("OPTIONS https://h HTTP/1.1\r\nHost: h\r\nMax-Forwards: 3\r\n\r\n"), 421);
  EXPECT_EQ(own_status("GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n"), 0);
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
          "Keep-Alive: timeout=5\r\nTE: trailers\r\nTrailer: X\r\nUpgrade: h2c\r\n\r\n"),
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
  EXPECT_EQ(target("OPTIONS http://b.example?x"), "OPTIONS /?x");
  EXPECT_EQ(target("OPTIONS http://b.example?"), "OPTIONS /?");
  EXPECT_EQ(target("OPTIONS http://b.example/"), "OPTIONS /");
  EXPECT_EQ(target("OPTIONS *"), "OPTIONS *");
}

TEST(Rewrite, AReplyGetsOnlyItsOwnConnection) {
  const std::string_view reply =
      "HTTP/1.1 200 OK\r\nDate: x\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\n";
  EXPECT_EQ(relayed(reply), "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(relayed(reply, {.connection = http::ConnectionOption::close}),
            "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\n");
}

// RFC 9112 §6.1.
TEST(Rewrite, NoTransferEncodingReachesHttp10) {
  for (const char* coding : {"chunked", "gzip, chunked", "gzip\r\ntransfer-encoding: chunked"}) {
    for (const char* status : {"200 OK", "304 Not Modified", "404 Not Found"}) {
      const std::string line = "HTTP/1.1 " + std::string(status) + "\r\n";
      const std::string fields = "Date: x\r\nTransfer-Encoding: " + std::string(coding) + "\r\n";
      EXPECT_EQ(relayed(line + fields + "\r\n", {.to_http_1_0 = true}), line + "Date: x\r\n\r\n");
      EXPECT_EQ(relayed(line + fields + "\r\n"), line + fields + "\r\n");
    }
  }
}

// RFC 9110 §6.6.1.
TEST(Rewrite, AFinalReplyWithoutDateGetsOne) {
  const std::string ok = "HTTP/1.1 200 OK\r\nX: 1\r\n";
  EXPECT_EQ(relayed(ok + "\r\n"), ok + "Date: NOW\r\n\r\n");
  EXPECT_EQ(relayed(ok + "Connection: date\r\nDate: x\r\n\r\n"), ok + "Date: NOW\r\n\r\n")
      << "one that ends here is none";
  EXPECT_EQ(relayed(ok + "date: x\r\n\r\n"), ok + "date: x\r\n\r\n");
  EXPECT_EQ(relayed("HTTP/1.1 103 Early Hints\r\n\r\n"), "HTTP/1.1 103 Early Hints\r\n\r\n");
}

TEST(Rewrite, AStatusLineGetsItsSpace) {
  EXPECT_EQ(relayed("HTTP/1.1 301\r\nDate: x\r\n\r\n"), "HTTP/1.1 301 \r\nDate: x\r\n\r\n");
}

// RFC 9110 §8.6, RFC 9112 §6.1: neither field in a 1xx or a 204.
TEST(Rewrite, AReplyThatCanHaveNoContentHasNoFraming) {
  const auto kept = [](const std::string& status) {
    const std::string line = "HTTP/1.1 " + status + "\r\n";
    return relayed(line + "Date: x\r\ncontent-length: 3\r\n\r\n") != line + "Date: x\r\n\r\n";
  };
  EXPECT_FALSE(kept("204 No Content"));
  EXPECT_FALSE(kept("103 Early Hints"));
  EXPECT_TRUE(kept("304 Not Modified")) << "that of the content that it stands for";
  EXPECT_TRUE(kept("200 OK"));
  EXPECT_EQ(relayed("HTTP/1.1 204 No Content\r\nDate: x\r\nTransfer-Encoding: chunked\r\n\r\n"),
            "HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n");
}

}  // namespace
}  // namespace tiga::servers::balancer
