#include "loadgen/url.hpp"

#include <gtest/gtest.h>

#include "common/error.hpp"

namespace tiga::loadgen {
namespace {

struct GoodUrl {
  std::string text;
  std::string host;
  std::uint16_t port;
  std::string authority;
  std::string target;
};

class GoodUrls : public testing::TestWithParam<GoodUrl> {};

TEST_P(GoodUrls, AreSplitIntoTheirParts) {
  const GoodUrl& expected = GetParam();
  const Url url = parse_url(expected.text);
  EXPECT_EQ(url.endpoint.host, expected.host);
  EXPECT_EQ(url.endpoint.port, expected.port);
  EXPECT_EQ(url.authority, expected.authority);
  EXPECT_EQ(url.target, expected.target);
}

INSTANTIATE_TEST_SUITE_P(
    , GoodUrls,
    testing::Values(GoodUrl{"http://127.0.0.1:8080/", "127.0.0.1", 8080, "127.0.0.1:8080", "/"},
                    GoodUrl{"http://127.0.0.1:8080", "127.0.0.1", 8080, "127.0.0.1:8080", "/"},
                    GoodUrl{"HTTP://localhost/a/b?c=d", "localhost", 80, "localhost", "/a/b?c=d"},
                    GoodUrl{"localhost:81/a", "localhost", 81, "localhost:81", "/a"},
                    GoodUrl{"http://[::1]:8080/x", "::1", 8080, "[::1]:8080", "/x"},
                    GoodUrl{"http://h?q", "h", 80, "h", "/?q"},
                    GoodUrl{"http://h/a#b", "h", 80, "h", "/a"},
                    GoodUrl{"h/to?http://other/", "h", 80, "h", "/to?http://other/"}));

class BadUrls : public testing::TestWithParam<std::string> {};

TEST_P(BadUrls, AreRefused) { EXPECT_THROW(parse_url(GetParam()), common::UsageError); }

INSTANTIATE_TEST_SUITE_P(, BadUrls,
                         testing::Values("", "http://", "http:///a", "https://h/", "ftp://h/",
                                         "http://h:0/", "http://h:65536/", "http://h:x/",
                                         "http://h/a b", "http://h/a\r\nX: y", "http://u@h/",
                                         "http://[::1/", "HTTPS://h/"));

TEST(Url, RefusesHttpsAndSaysThatTlsIsNotSupported) {
  try {
    parse_url("https://h/");
    FAIL();
  } catch (const common::UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("TLS"), std::string::npos);
  }
}

}  // namespace
}  // namespace tiga::loadgen
