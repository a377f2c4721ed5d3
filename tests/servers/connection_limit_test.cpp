// The limits that the loops of one process share.
#include "servers/loop/connection_limit.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "tests/servers/peer_address.hpp"

namespace tiga::servers::loop {
namespace {

using tests::peer_address;

core::Options at_most(std::size_t in_all, std::size_t of_an_address) {
  core::Options options;
  options.max_connections = in_all;
  options.max_connections_per_address = of_an_address;
  return options;
}

TEST(ConnectionLimit, BoundsAllConnections) {
  ConnectionLimit limit(at_most(2, 0));
  auto first = limit.take(peer_address("127.0.0.1"));
  const auto second = limit.take(peer_address("127.0.0.2"));
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(limit.take(peer_address("127.0.0.3")));
  first.reset();
  EXPECT_TRUE(limit.take(peer_address("127.0.0.3")));
}

TEST(ConnectionLimit, BoundsTheConnectionsOfAnAddress) {
  ConnectionLimit limit(at_most(3, 1));
  auto first = limit.take(peer_address("127.0.0.1"));
  EXPECT_TRUE(first);
  EXPECT_FALSE(limit.take(peer_address("127.0.0.1")));
  const auto second = limit.take(peer_address("127.0.0.2"));
  const auto third = limit.take(peer_address("127.0.0.3"));
  EXPECT_TRUE(second && third) << "who was refused took none";
  first.reset();
  EXPECT_TRUE(limit.take(peer_address("127.0.0.1")));
}

TEST(ConnectionLimit, ASlotMovesWithItsOwner) {
  ConnectionLimit limit(at_most(1, 1));
  ConnectionLimit::Slot kept;
  {
    auto slot = limit.take(peer_address("127.0.0.1"));
    ASSERT_TRUE(slot);
    kept = std::move(*slot);
  }
  EXPECT_FALSE(limit.take(peer_address("127.0.0.1")));
  kept = {};
  EXPECT_TRUE(limit.take(peer_address("127.0.0.1")));
}

TEST(ConnectionLimit, IsNeverExceededByConcurrentThreads) {
  constexpr std::size_t most = 3;
  ConnectionLimit limit(at_most(most, most));
  std::atomic<std::size_t> taken = 0;
  std::atomic<bool> too_many = false;
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int count = 0; count < 4; ++count) {
      threads.emplace_back([&] {
        for (int turn = 0; turn < 5'000; ++turn) {
          if (const auto slot = limit.take(peer_address("127.0.0.1"))) {
            too_many = too_many || ++taken > most;
            --taken;
          }
        }
      });
    }
  }
  EXPECT_FALSE(too_many);
  const auto one = limit.take(peer_address("127.0.0.1"));
  EXPECT_TRUE(one) << "all were given back";
}

}  // namespace
}  // namespace tiga::servers::loop
