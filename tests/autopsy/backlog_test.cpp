// How many connections wait for a server that is busy: what its backlog leaves room for.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <string>
#include <vector>

#include "common/unique_fd.hpp"
#include "tests/support/client.hpp"
#include "tests/support/server_process.hpp"

namespace tiga::autopsy {
namespace {

constexpr int clients = 12;

// A connection that is under way; it does not wait for it.
common::UniqueFd connect_to(std::uint16_t port) {
  common::UniqueFd client(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return client;
}

// A client that sends nothing keeps the server of one thread busy. A dropped SYN is sent again
// after a second, so what is not connected long before that was dropped.
int connected_while_busy(int backlog) {
  const tests::ServerProcess server("backlog_server", {"--backlog", std::to_string(backlog)});
  const tests::Client busy(server.port());
  std::vector<common::UniqueFd> sockets;
  sockets.reserve(clients);
  int connected = 0;
  for (int client = 0; client < clients; ++client) {
    sockets.push_back(connect_to(server.port()));
    pollfd entry{.fd = sockets.back().get(), .events = POLLOUT, .revents = 0};
    constexpr int milliseconds = 20;
    connected += ::poll(&entry, 1, milliseconds) == 1 && (entry.revents & POLLERR) == 0 ? 1 : 0;
  }
  return connected;
}

// The kernel keeps one more than it is told.
TEST(BacklogServer, HasRoomForAsManyAsItIsTold) {
  EXPECT_LE(connected_while_busy(1), 2 + 1);
  EXPECT_LE(connected_while_busy(5), 6 + 1);
  EXPECT_EQ(connected_while_busy(4096), clients);
}

}  // namespace
}  // namespace tiga::autopsy
