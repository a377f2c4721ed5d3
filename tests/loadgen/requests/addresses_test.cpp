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

}  // namespace
}  // namespace tiga::loadgen::requests
