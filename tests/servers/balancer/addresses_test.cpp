#include "servers/balancer/addresses.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <vector>

namespace tiga::servers::balancer {
namespace {

BackendAddresses addresses(const std::string& name, const std::vector<std::string>& hosts) {
  std::vector<common::SocketAddress> all;
  for (const std::string& host : hosts) {
    all.push_back(common::resolve({host, 80}).front());
  }
  return {name, all};
}

std::vector<std::string> tried(BackendAddresses& all) {
  AddressWalk walk;
  walk.begin(all);
  std::vector<std::string> hosts;
  do {
    hosts.push_back(walk.address().to_string());
  } while (walk.advance(ECONNREFUSED));
  return hosts;
}

TEST(BackendAddressesTest, ALabelHasTheAddressUnlessItIsTheName) {
  const BackendAddresses named = addresses("two.test:80", {"127.0.0.1", "127.0.0.2"});
  EXPECT_EQ(named.label(1), "two.test:80 at 127.0.0.2:80");
  EXPECT_EQ(addresses("127.0.0.1:80", {"127.0.0.1"}).label(0), "127.0.0.1:80");
}

TEST(AddressWalkTest, TriesEachAddressOnceFromTheOneThatAcceptedLast) {
  BackendAddresses all = addresses("three.test:80", {"127.0.0.1", "127.0.0.2", "127.0.0.3"});
  EXPECT_EQ(tried(all), (std::vector<std::string>{"127.0.0.1:80", "127.0.0.2:80", "127.0.0.3:80"}));
  AddressWalk walk;
  walk.begin(all);
  EXPECT_EQ(walk.left(), 3U);
  ASSERT_TRUE(walk.advance(ECONNREFUSED));
  EXPECT_EQ(walk.left(), 2U);
  walk.accepted();
  EXPECT_EQ(tried(all), (std::vector<std::string>{"127.0.0.2:80", "127.0.0.3:80", "127.0.0.1:80"}));
}

TEST(AddressWalkTest, SaysWhyEachAddressFailed) {
  BackendAddresses all = addresses("two.test:80", {"127.0.0.1", "127.0.0.2"});
  AddressWalk walk;
  walk.begin(all);
  EXPECT_TRUE(walk.advance(ECONNREFUSED));
  EXPECT_FALSE(walk.advance(ETIMEDOUT));
  EXPECT_EQ(walk.failures(),
            "127.0.0.1:80: Connection refused, 127.0.0.2:80: Connection timed out");
  walk.begin(all);
  EXPECT_EQ(walk.failures(), "");
}

TEST(AddressWalkTest, SaysOnlyWhyWhereTheNameIsTheAddress) {
  BackendAddresses all = addresses("127.0.0.1:80", {"127.0.0.1"});
  AddressWalk walk;
  walk.begin(all);
  EXPECT_FALSE(walk.advance(ECONNREFUSED));
  EXPECT_EQ(walk.failures(), "Connection refused");
}

// EADDRNOTAVAIL is also the error for ::1 where IPv6 is off.
TEST(AddressWalkTest, LacksAPortOnlyWhereEachAddressDoes) {
  BackendAddresses all = addresses("two.test:80", {"127.0.0.1", "127.0.0.2"});
  AddressWalk walk;
  walk.begin(all);
  EXPECT_TRUE(walk.advance(EADDRNOTAVAIL));
  EXPECT_FALSE(walk.advance(ECONNREFUSED));
  EXPECT_FALSE(walk.lacked_port());
  walk.begin(all);
  EXPECT_TRUE(walk.advance(EADDRNOTAVAIL));
  EXPECT_FALSE(walk.advance(EMFILE));
  EXPECT_TRUE(walk.lacked_port());
}

}  // namespace
}  // namespace tiga::servers::balancer
