// Several sockets on one port, which nobody else can have.
#include "servers/core/listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <vector>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "tests/support/client.hpp"
#include "tests/support/wait.hpp"

namespace tiga::servers::core {
namespace {

constexpr std::size_t together = 4;

std::uint16_t port_of(const Listener& listener) {
  return common::parse_endpoint(listener.address).port;
}

TEST(ListenTogether, OnAFreePortTheOthersJoinTheFirst) {
  const auto listeners = listen_together({}, together);
  ASSERT_EQ(listeners.size(), together);
  EXPECT_NE(port_of(listeners[0]), 0);
  for (const Listener& listener : listeners) {
    EXPECT_EQ(listener.address, listeners[0].address);
  }
}

TEST(ListenTogether, EveryListenerReceivesClients) {
  const auto listeners = listen_together({}, together);
  std::vector<tests::Client> clients;
  std::vector<int> accepted(together);
  const auto each_has_one = [&] {
    clients.emplace_back(port_of(listeners[0]));
    for (std::size_t index = 0; index < together; ++index) {
      const common::UniqueFd client(::accept(listeners[index].socket.get(), nullptr, nullptr));
      accepted[index] += client ? 1 : 0;
    }
    return std::ranges::count(accepted, 0) == 0;
  };
  EXPECT_TRUE(tests::wait_until(each_has_one)) << testing::PrintToString(accepted);
}

TEST(ListenTogether, NoOtherServerCanJoinThePort) {
  const auto listeners = listen_together({}, together);
  Options same;
  same.port = port_of(listeners[0]);
  EXPECT_THROW(listen_on(same), common::CannotRun);
  EXPECT_THROW(listen_together(same, 2), common::CannotRun);
}

TEST(ListenTogether, AnOccupiedPortIsNotJoined) {
  const Listener alone = listen_on({});
  Options same;
  same.port = port_of(alone);
  EXPECT_THROW(listen_together(same, 2), common::CannotRun);
}

}  // namespace
}  // namespace tiga::servers::core
