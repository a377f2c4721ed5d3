#include "common/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "common/error.hpp"

namespace tiga::common {
namespace {

TEST(ParseEndpoint, ReadsHostAndPort) {
  const Endpoint name = parse_endpoint("example.org:8080");
  EXPECT_EQ(name.host, "example.org");
  EXPECT_EQ(name.port, 8080);
  const Endpoint v6 = parse_endpoint("[::1]:65535");
  EXPECT_EQ(v6.host, "::1");
  EXPECT_EQ(v6.port, 65535);
}

TEST(ParseEndpoint, UsesTheDefaultPort) {
  EXPECT_EQ(parse_endpoint("a", 80).port, 80);
  EXPECT_EQ(parse_endpoint("[::1]", 80).port, 80);
  EXPECT_EQ(parse_endpoint("a:1", 80).port, 1);
}

TEST(ParseEndpoint, PrintsWhatItParses) {
  for (const char* text : {"127.0.0.1:80", "[::1]:80", "localhost:1"}) {
    EXPECT_EQ(parse_endpoint(text).to_string(), text);
  }
}

class BadEndpoint : public testing::TestWithParam<const char*> {};

TEST_P(BadEndpoint, IsQuotedInTheError) {
  try {
    parse_endpoint(GetParam());
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr(GetParam()));
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("\n")));
  }
}

INSTANTIATE_TEST_SUITE_P(All, BadEndpoint,
                         testing::Values("", "a", ":80", "a:", "a:0", "a:65536", "a:-1", "a:+1",
                                         "a:80x", "a: 80", "[::1", "[::1]80", "[]:80", "::1:80",
                                         "a:1:2", "[a]:80", "[1.2.3.4]:80", "fe80::1%lo:80"));

TEST(ParseEndpoint, SaysThatAnIpv6AddressNeedsBrackets) {
  for (const char* text : {"::1:8080", "::1", "fe80::1%lo:80", "::ffff:127.0.0.1:80", "1:2::3"}) {
    try {
      parse_endpoint(text, 80);
      FAIL() << text;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr("brackets")) << text;
    }
  }
}

TEST(ParseEndpoint, LeavesAZoneToTheResolver) {
  const Endpoint local = parse_endpoint("[fe80::1%lo]:80");
  EXPECT_EQ(local.host, "fe80::1%lo");
  EXPECT_EQ(local.to_string(), "[fe80::1%lo]:80");
}

TEST(Resolve, PrintsNumericAddressesUnchanged) {
  EXPECT_EQ(resolve({"127.0.0.1", 80}).front().to_string(), "127.0.0.1:80");
  EXPECT_EQ(resolve({"::1", 80}).front().to_string(), "[::1]:80");
  EXPECT_FALSE(resolve({"localhost", 80}).empty());
}

TEST(Resolve, GivesEachAddressOnce) {
  const std::vector<SocketAddress> addresses = resolve({"localhost", 80});
  for (const SocketAddress& address : addresses) {
    EXPECT_EQ(std::count(addresses.begin(), addresses.end(), address), 1) << address.to_string();
  }
  EXPECT_FALSE(resolve({"127.0.0.1", 80}) == resolve({"127.0.0.1", 81}));
  EXPECT_FALSE(resolve({"127.0.0.1", 80}) == resolve({"::1", 80}));
}

TEST(Resolve, CannotResolveAnInvalidName) {
  EXPECT_THROW(resolve({"no such name", 80}), CannotRun);
}

}  // namespace
}  // namespace tiga::common
