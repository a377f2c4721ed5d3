#include "loadgen/url.hpp"

#include <gtest/gtest.h>
#include <net/if.h>
#include <netinet/in.h>

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
                    GoodUrl{"[::1]/", "::1", 80, "[::1]", "/"},
                    GoodUrl{"http://[fe80::1%25lo]:81/", "fe80::1%lo", 81, "[fe80::1]:81", "/"},
                    GoodUrl{"http://[fe80::1%lo]/x", "fe80::1%lo", 80, "[fe80::1]", "/x"},
                    GoodUrl{"http://[fe80::1%25en%2D1]", "fe80::1%en-1", 80, "[fe80::1]", "/"},
                    GoodUrl{"http://h?q", "h", 80, "h", "/?q"},
                    GoodUrl{"http://h/a#b", "h", 80, "h", "/a"},
                    GoodUrl{"h/to?http://other/", "h", 80, "h", "/to?http://other/"}));

class BadUrls : public testing::TestWithParam<std::string> {};

TEST_P(BadUrls, AreRefused) { EXPECT_THROW(parse_url(GetParam()), common::UsageError); }

INSTANTIATE_TEST_SUITE_P(, BadUrls,
                         testing::Values("", "http://", "http:///a", "https://h/", "ftp://h/",
                                         "http://h:0/", "http://h:65536/", "http://h:x/",
                                         "http://h/a b", "http://h/a\r\nX: y", "http://u@h/",
                                         "http://[::1/", "HTTPS://h/", "http://::1:8080/",
                                         "http://[fe80::1%]/", "http://[fe80::1%25%00]/",
                                         "http://[h]/", "http://h/\xe9"));

TEST(Url, SaysThatAnIpv6AddressNeedsBrackets) {
  for (const char* const text : {"http://::1:8080/", "::1", "http://fe80::1%25lo/x"}) {
    try {
      parse_url(text);
      FAIL() << text;
    } catch (const common::UsageError& error) {
      EXPECT_NE(std::string(error.what()).find("brackets"), std::string::npos) << error.what();
    }
  }
}

/// The loopback interface is "lo" everywhere.
TEST(Url, TheZoneOfALinkLocalAddressSaysTheInterface) {
  const Url url = parse_url("http://[fe80::1%25lo]:81/");
  const common::SocketAddress address = common::resolve(url.endpoint).front();
  ASSERT_EQ(address.family(), AF_INET6);
  EXPECT_EQ(reinterpret_cast<const sockaddr_in6*>(&address.storage)->sin6_scope_id,
            ::if_nametoindex("lo"));
}

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
