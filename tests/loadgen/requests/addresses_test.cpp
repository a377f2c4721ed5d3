#include "loadgen/requests/addresses.hpp"

#include <gtest/gtest.h>

namespace tiga::loadgen::requests {
namespace {

Addresses of_count(std::size_t count) {
  return Addresses(std::vector<common::SocketAddress>(count));
}

TEST(Addresses, TriesTheNextUntilOneHasServed) {
  Addresses addresses = of_count(3);
  EXPECT_EQ(addresses.after_failure(0), 1u);
  EXPECT_EQ(addresses.after_failure(1), 2u);
  EXPECT_EQ(addresses.after_failure(2), std::nullopt);
  EXPECT_FALSE(addresses.settled());
}

TEST(Addresses, SeveralRefusalsOfOneAddressAdvanceOnce) {
  Addresses addresses = of_count(3);
  EXPECT_EQ(addresses.after_failure(0), 1u);
  EXPECT_EQ(addresses.after_failure(0), 1u);
  EXPECT_EQ(addresses.current(), 1u);
}

TEST(Addresses, TheFirstThatServesIsKept) {
  Addresses addresses = of_count(2);
  EXPECT_EQ(addresses.after_failure(0), 1u);
  addresses.succeeded(1);
  EXPECT_TRUE(addresses.settled());
  EXPECT_EQ(addresses.after_failure(0), 1u);  // a late refusal of the first one
  EXPECT_EQ(addresses.after_failure(1), std::nullopt);
}

TEST(Addresses, ARefusalAfterAServedRequestIsAFailure) {
  Addresses addresses = of_count(2);
  addresses.succeeded(0);
  EXPECT_EQ(addresses.after_failure(0), std::nullopt);
  EXPECT_EQ(addresses.current(), 0u);
}

TEST(Addresses, SayWhyEachFailed) {
  Addresses addresses(
      {common::resolve({"127.0.0.1", 80}).front(), common::resolve({"127.0.0.2", 80}).front()});
  EXPECT_TRUE(addresses.has_other(0));
  addresses.after_failure(0, "Connection refused");
  EXPECT_FALSE(addresses.has_other(1));
  addresses.after_failure(1, "no connection within the limit");
  EXPECT_EQ(addresses.failures(),
            "127.0.0.1:80: Connection refused, 127.0.0.2:80: no connection within the limit");
}

TEST(Addresses, OnceOneHasServedItIsTheOther) {
  Addresses addresses = of_count(3);
  addresses.succeeded(1);
  EXPECT_TRUE(addresses.has_other(0));
  EXPECT_FALSE(addresses.has_other(1));
  EXPECT_TRUE(addresses.has_other(2));
}

}  // namespace
}  // namespace tiga::loadgen::requests
