// Which clients stay and which are closed when threads or processes are few.
#include "servers/blocking/fairness.hpp"

#include <gtest/gtest.h>

#include "servers/pool/queue.hpp"
#include "servers/prefork/process_slots.hpp"
#include "tests/servers/peer_address.hpp"

namespace tiga::servers {
namespace {

using namespace std::chrono_literals;
using tests::peer_address;

TEST(Fairness, ABusyClientIsClosedOnlyIfOthersWait) {
  EXPECT_FALSE(blocking::should_close(0, 4, 1h));
  EXPECT_FALSE(blocking::should_close(1, 4, 9ms));
  EXPECT_TRUE(blocking::should_close(1, 4, 10ms));
  EXPECT_FALSE(blocking::should_close(3, 4, 0ms));
  EXPECT_TRUE(blocking::should_close(4, 4, 0ms));
}

TEST(ProcessSlots, EnforceTheLimits) {
  core::Options options;
  options.max_connections = 2;
  options.max_connections_per_address = 1;
  const prefork::ProcessSlots slots(4, options);
  EXPECT_TRUE(slots.take(0, peer_address("127.0.0.1")));
  EXPECT_FALSE(slots.take(1, peer_address("127.0.0.1")));
  EXPECT_TRUE(slots.take(1, peer_address("127.0.0.2")));
  EXPECT_FALSE(slots.take(2, peer_address("127.0.0.3")));
  slots.leave(0);
  EXPECT_TRUE(slots.take(2, peer_address("127.0.0.1")));
}

TEST(ProcessSlots, OnlyTheNeededNumberIsReleased) {
  const prefork::ProcessSlots slots(3, core::Options());
  for (std::size_t number = 0; number < slots.size(); ++number) {
    ASSERT_TRUE(slots.take(number, peer_address("127.0.0.1")));
  }
  EXPECT_FALSE(slots.give_up(0, 0)) << "nobody waits";
  EXPECT_TRUE(slots.give_up(1, 1));
  EXPECT_FALSE(slots.give_up(2, 1)) << "another is free already";
  EXPECT_TRUE(slots.give_up(2, 2));
}

TEST(ProcessSlots, NoneIsReleasedWhileAnotherIsFree) {
  const prefork::ProcessSlots slots(3, core::Options());
  ASSERT_TRUE(slots.take(0, peer_address("127.0.0.1")));
  ASSERT_TRUE(slots.take(2, peer_address("127.0.0.1")));
  EXPECT_FALSE(slots.give_up(0, 1)) << "1 is free, after it";
  EXPECT_FALSE(slots.give_up(2, 1)) << "1 is free, before it";
  EXPECT_TRUE(slots.give_up(0, 2));
}

TEST(ProcessSlots, NoClientWaitsWhileAProcessIsFree) {
  const prefork::ProcessSlots slots(3, core::Options());
  ASSERT_TRUE(slots.take(0, peer_address("127.0.0.1")));
  EXPECT_EQ(slots.without_process(2), 0U) << "two are free";
  EXPECT_EQ(slots.without_process(3), 1U);
  ASSERT_TRUE(slots.take(1, peer_address("127.0.0.1")));
  ASSERT_TRUE(slots.take(2, peer_address("127.0.0.1")));
  EXPECT_EQ(slots.without_process(3), 3U);
  EXPECT_EQ(slots.without_process(0), 0U);
}

TEST(PoolQueue, CountsWaitingAndServedClients) {
  core::Options options;
  options.max_connections = 2;
  pool::Queue queue(options, 1);
  common::UniqueFd none;
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  auto served = queue.take();
  ASSERT_TRUE(served);
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_EQ(queue.without_thread(), 1U);
  EXPECT_EQ(queue.open(), 2U);
  EXPECT_FALSE(queue.put(none, peer_address("127.0.0.1")));
  queue.done(std::move(served->slot));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  queue.close();
  EXPECT_FALSE(queue.take());
  EXPECT_EQ(queue.open(), 0U);
}

TEST(PoolQueue, NoClientWaitsWhileThreadsAreFree) {
  pool::Queue queue(core::Options(), 2);
  common::UniqueFd none;
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_EQ(queue.without_thread(), 0U) << "two threads are free, though neither has woken";
  auto served = queue.take();
  ASSERT_TRUE(served);
  EXPECT_EQ(queue.without_thread(), 0U) << "one is free";
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_EQ(queue.without_thread(), 1U) << "two wait, and one is free";
  queue.done(std::move(served->slot));
  EXPECT_EQ(queue.without_thread(), 0U) << "a thread between two clients is free";
  queue.close();
}

TEST(PoolQueue, EnforcesTheLimitOfAnAddress) {
  core::Options options;
  options.max_connections_per_address = 1;
  pool::Queue queue(options, 1);
  common::UniqueFd none;
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_FALSE(queue.put(none, peer_address("127.0.0.1")));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.2")));
  auto served = queue.take();
  ASSERT_TRUE(served);
  queue.done(std::move(served->slot));
  EXPECT_TRUE(queue.put(none, peer_address("127.0.0.1")));
}

}  // namespace
}  // namespace tiga::servers
