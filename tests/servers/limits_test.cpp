// What a client may cost, without any socket and in simulated time.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "servers/core/address_limit.hpp"
#include "servers/core/rate_floor.hpp"
#include "tests/servers/peer_address.hpp"

namespace tiga::servers::core {
namespace {

using namespace std::chrono_literals;
using common::TimePoint;
using tests::peer_address;

constexpr RateFloor floor{100, 5s};
constexpr TimePoint begin_of_transfer{1h};

TEST(RateFloor, AllowsItsGraceAndTheTimeForTheBytesAtTheRate) {
  Transfer transfer;
  EXPECT_FALSE(transfer.begun());
  transfer.begin(begin_of_transfer, 1000);  // what moved before does not count
  EXPECT_TRUE(transfer.begun());
  EXPECT_EQ(transfer.due(floor), begin_of_transfer + 5s);
  transfer.moved(begin_of_transfer + 1s, 1250);
  EXPECT_EQ(transfer.due(floor), begin_of_transfer + 5s + 2500ms);
  transfer.moved(begin_of_transfer + 2s, 1251);
  EXPECT_EQ(transfer.due(floor), begin_of_transfer + 5s + 2510ms);
}

TEST(RateFloor, CutsATrickleButNotASteadySlowClient) {
  const auto seconds_lived = [](std::uint64_t bytes_a_second) {
    Transfer transfer;
    transfer.begin(begin_of_transfer, 0);
    for (std::uint64_t second = 1; second < 1000; ++second) {
      const TimePoint now = begin_of_transfer + std::chrono::seconds(second);
      transfer.moved(now, second * bytes_a_second);
      if (now >= transfer.due(floor)) {
        return second;
      }
    }
    return std::uint64_t{1000};
  };
  EXPECT_EQ(seconds_lived(0), 5U);
  EXPECT_EQ(seconds_lived(1), 6U);
  EXPECT_EQ(seconds_lived(50), 10U);
  EXPECT_EQ(seconds_lived(100), 1000U);
  EXPECT_EQ(seconds_lived(10000), 1000U);
}

TEST(RateFloor, WithoutAFloorATransferNeverEnds) {
  Transfer transfer;
  transfer.begin(begin_of_transfer, 0);
  EXPECT_FALSE(RateFloor().holds());
  EXPECT_EQ(transfer.due(RateFloor{0, 5s}), TimePoint::max());
}

TEST(RateFloor, HugeCountsDoNotOverflow) {
  Transfer transfer;
  transfer.begin(begin_of_transfer, 0);
  transfer.moved(begin_of_transfer, std::numeric_limits<std::uint64_t>::max());
  EXPECT_GT(transfer.due(RateFloor{1, 5s}), begin_of_transfer + 24h);
  EXPECT_GT(transfer.due(RateFloor{1U << 30U, 5s}), begin_of_transfer + 24h);
}

TEST(RateFloor, TheWholeContentHasADeadlineAtAnyRate) {
  Transfer content;
  content.begin(begin_of_transfer, 0);
  content.moved(begin_of_transfer + 1s, 1'000'000);
  EXPECT_EQ(content_due(content, floor, 30s), begin_of_transfer + 30s);
  EXPECT_EQ(content_due(content, floor, 4s), begin_of_transfer + 4s);
  content.begin(begin_of_transfer, 0);
  EXPECT_EQ(content_due(content, floor, 30s), begin_of_transfer + 5s);
  EXPECT_EQ(content_due(content, RateFloor{}, 30s), begin_of_transfer + 30s);
}

TEST(RateFloor, AStalledReplyIsAbortedHoweverFastItWasBefore) {
  Transfer reply;
  reply.begin(begin_of_transfer, 0);
  reply.moved(begin_of_transfer + 2s, 1'000'000);
  reply.moved(begin_of_transfer + 9s, 1'000'000);
  EXPECT_EQ(reply_due(reply, floor, 60s), begin_of_transfer + 62s);
  EXPECT_EQ(reply_due(reply, floor, 3s), begin_of_transfer + 5s);
  reply.begin(begin_of_transfer, 0);
  EXPECT_EQ(reply_due(reply, floor, 60s), begin_of_transfer + 5s);
}

TEST(RateFloor, IsCheckedOftenEnoughToBeAtMostATenthLate) {
  EXPECT_EQ(check_interval(floor, 60s), 500ms);
  EXPECT_EQ(check_interval(floor, 1s), 100ms);
  EXPECT_EQ(check_interval(RateFloor{}, 60s), 6s);
  EXPECT_EQ(check_interval(RateFloor{1, 1ms}, 60s), 1ms);
}

TEST(AddressLimit, CountsEachAddressByItself) {
  AddressLimit limit(2);
  auto first = limit.take(peer_address("10.0.0.1"));
  auto second = limit.take(peer_address("10.0.0.1"));
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(limit.take(peer_address("10.0.0.1")));
  EXPECT_TRUE(limit.take(peer_address("10.0.0.2")));
  first.reset();
  first = limit.take(peer_address("10.0.0.1"));
  EXPECT_TRUE(first);
  EXPECT_FALSE(limit.take(peer_address("10.0.0.1")));
}

TEST(AddressLimit, AMovedSlotIsReleasedOnce) {
  AddressLimit limit(1);
  AddressLimit::Slot kept;
  kept = std::move(*limit.take(peer_address("10.0.0.1")));
  EXPECT_FALSE(limit.take(peer_address("10.0.0.1")));
  kept = {};
  EXPECT_TRUE(limit.take(peer_address("10.0.0.1")));
}

TEST(AddressLimit, TakesAnIpv6NetworkOf64BitsAsOneClient) {
  AddressLimit limit(1);
  const auto slot = limit.take(peer_address("2001:db8:0:1::1"));
  EXPECT_TRUE(slot);
  EXPECT_FALSE(limit.take(peer_address("2001:db8:0:1:ffff::2")));
  EXPECT_TRUE(limit.take(peer_address("2001:db8:0:2::1")));
}

TEST(AddressLimit, TakesAMappedIpv4AddressAsThatAddress) {
  AddressLimit limit(1);
  const auto slot = limit.take(peer_address("::ffff:10.0.0.1"));
  EXPECT_FALSE(limit.take(peer_address("10.0.0.1")));
  EXPECT_TRUE(limit.take(peer_address("::ffff:10.0.0.2")));
}

TEST(AddressLimit, WithoutALimitEveryClientGetsASlot) {
  AddressLimit none(0);
  EXPECT_FALSE(none.holds());
  std::vector<std::optional<AddressLimit::Slot>> places;
  places.reserve(1000);
  for (int count = 0; count < 1000; ++count) {
    places.push_back(none.take(peer_address("10.0.0.1")));
    EXPECT_TRUE(places.back());
  }
}

}  // namespace
}  // namespace tiga::servers::core
