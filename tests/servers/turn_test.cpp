// Who may stay, and who must go, where threads or processes are few.
#include "servers/blocking/turn.hpp"

#include <gtest/gtest.h>

#include "servers/pool/queue.hpp"
#include "servers/prefork/places.hpp"
#include "tests/servers/peer_address.hpp"

namespace tiga::servers {
namespace {

using namespace std::chrono_literals;
using tests::peer_address;

TEST(Turn, ABusyClientMustGoOnlyWhenOthersWait) {
  EXPECT_FALSE(blocking::must_go(0, 4, 1h));
  EXPECT_FALSE(blocking::must_go(1, 4, 9ms));
  EXPECT_TRUE(blocking::must_go(1, 4, 10ms));
  EXPECT_FALSE(blocking::must_go(3, 4, 0ms));
  EXPECT_TRUE(blocking::must_go(4, 4, 0ms));
}

TEST(PreforkPlaces, HoldTheLimits) {
  core::Options options;
  options.max_connections = 2;
  options.max_connections_per_address = 1;
  const prefork::Places places(4, options);
  EXPECT_TRUE(places.take(0, peer_address("127.0.0.1")));
  EXPECT_FALSE(places.take(1, peer_address("127.0.0.1")));
  EXPECT_TRUE(places.take(1, peer_address("127.0.0.2")));
  EXPECT_FALSE(places.take(2, peer_address("127.0.0.3")));
  places.leave(0);
  EXPECT_TRUE(places.take(2, peer_address("127.0.0.1")));
}

TEST(PreforkPlaces, AreGivenUpOnlyByAsManyAsAreWaitedFor) {
  const prefork::Places places(3, core::Options());
  for (std::size_t number = 0; number < places.size(); ++number) {
    ASSERT_TRUE(places.take(number, peer_address("127.0.0.1")));
  }
  EXPECT_FALSE(places.give_up(0, 0)) << "nobody waits";
  EXPECT_TRUE(places.give_up(1, 1));
  EXPECT_FALSE(places.give_up(2, 1)) << "another is free already";
  EXPECT_TRUE(places.give_up(2, 2));
}

TEST(PreforkPlaces, NobodyIsWithoutOneWhileSomeAreFree) {
  const prefork::Places places(3, core::Options());
  ASSERT_TRUE(places.take(0, peer_address("127.0.0.1")));
  EXPECT_EQ(places.without_place(2), 0U) << "two are free";
  EXPECT_EQ(places.without_place(3), 1U);
  ASSERT_TRUE(places.take(1, peer_address("127.0.0.1")));
  ASSERT_TRUE(places.take(2, peer_address("127.0.0.1")));
  EXPECT_EQ(places.without_place(3), 3U);
  EXPECT_EQ(places.without_place(0), 0U);
}

TEST(PoolQueue, CountsThoseThatWaitAndThoseThatAreServed) {
  core::Options options;
  options.max_connections = 2;
  pool::Queue queue(options, 1);
  common::UniqueFd none;
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  auto served = queue.take();
  ASSERT_TRUE(served);
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_EQ(queue.kept_waiting(), 1U);
  EXPECT_EQ(queue.open(), 2U);
  EXPECT_FALSE(queue.put(none, peer_address("127.0.0.1")));
  queue.done(std::move(served->place));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  queue.close();
  EXPECT_FALSE(queue.take());
  EXPECT_EQ(queue.open(), 0U);
}

TEST(PoolQueue, NobodyIsKeptWaitingWhileThreadsAreFree) {
  pool::Queue queue(core::Options(), 2);
  common::UniqueFd none;
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_EQ(queue.kept_waiting(), 0U) << "two threads are free, though neither has woken";
  auto served = queue.take();
  ASSERT_TRUE(served);
  EXPECT_EQ(queue.kept_waiting(), 0U) << "one is free";
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_EQ(queue.kept_waiting(), 1U) << "two wait, and one is free";
  queue.done(std::move(served->place));
  EXPECT_EQ(queue.kept_waiting(), 0U) << "a thread between two clients is free";
  queue.close();
}

TEST(PoolQueue, HoldsTheLimitOfAnAddress) {
  core::Options options;
  options.max_connections_per_address = 1;
  pool::Queue queue(options, 1);
  common::UniqueFd none;
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_FALSE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.2")));
  auto served = queue.take();
  ASSERT_TRUE(served);
  queue.done(std::move(served->place));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
}

}  // namespace
}  // namespace tiga::servers
