#include "loadgen/requests/request.hpp"

#include <gtest/gtest.h>

#include <string>

#include "common/build_info.hpp"

namespace tiga::loadgen::requests {
namespace {

Options options_for(const std::string& url) {
  Options options;
  options.url = parse_url(url);
  return options;
}

std::string agent() {
  return "User-Agent: tiga-loadgen/" + std::string(common::build_info().version) + "\r\n";
}

// What ab 2.3 was seen to send, but for its own name.
TEST(Request, EqualsThatOfAb) {
  EXPECT_EQ(make_request(options_for("http://127.0.0.1:18099/a?b")),
            "GET /a?b HTTP/1.0\r\nHost: 127.0.0.1:18099\r\n" + agent() + "Accept: */*\r\n\r\n");
}

TEST(Request, KeepsConnectionsWithHttp11) {
  Options options = options_for("http://h/");
  options.keep_alive = true;
  EXPECT_EQ(make_request(options),
            "GET / HTTP/1.1\r\nHost: h\r\n" + agent() + "Accept: */*\r\n\r\n");
}

TEST(Request, PutsTheUsersHeadersInTheSamePlaceAsAb) {
  Options options = options_for("http://h/");
  options.headers = {"X: y", "host: other"};
  EXPECT_EQ(make_request(options),
            "GET / HTTP/1.0\r\nX: y\r\nhost: other\r\n" + agent() + "Accept: */*\r\n\r\n");
}

TEST(Request, SendsContent) {
  Options options = options_for("http://h/");
  options.method = "POST";
  options.body = RequestBody{"body\n", "a/b"};
  EXPECT_EQ(make_request(options),
            "POST / HTTP/1.0\r\nContent-Length: 5\r\nContent-Type: a/b\r\nHost: h\r\n" + agent() +
                "Accept: */*\r\n\r\nbody\n");
}

TEST(Request, CarriesCookiesInOneField) {
  Options options = options_for("http://h/");
  options.cookies = {"a=1", "b=2"};
  EXPECT_EQ(make_request(options),
            "GET / HTTP/1.0\r\nCookie: a=1; b=2\r\nHost: h\r\n" + agent() + "Accept: */*\r\n\r\n");
}

// The example of RFC 7617 §2.
TEST(Request, Authenticates) {
  Options options = options_for("http://h/");
  options.credentials = "Aladdin:open sesame";
  EXPECT_EQ(make_request(options),
            "GET / HTTP/1.0\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\nHost: h\r\n" +
                agent() + "Accept: */*\r\n\r\n");
}

TEST(Request, SendsTheWholeUrlToAProxy) {
  Options options = options_for("h:81/a?b");
  options.proxy = common::Endpoint{"p", 3128};
  options.proxy_credentials = "u:p";
  EXPECT_EQ(make_request(options),
            "GET http://h:81/a?b HTTP/1.0\r\nProxy-Authorization: Basic dTpw\r\nHost: h:81\r\n" +
                agent() + "Accept: */*\r\n\r\n");
  EXPECT_EQ(connection_endpoint(options).to_string(), "p:3128");
}

TEST(Request, GoesToTheHostOfTheUrl) {
  EXPECT_EQ(connection_endpoint(options_for("http://h:81/")).to_string(), "h:81");
}

}  // namespace
}  // namespace tiga::loadgen::requests
