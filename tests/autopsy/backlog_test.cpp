// How many connections wait for a server that is busy: what its backlog leaves room for.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "common/unique_fd.hpp"
#include "tests/support/client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/wait.hpp"

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

bool is_connected(const common::UniqueFd& client) {
  pollfd entry{.fd = client.get(), .events = POLLOUT, .revents = 0};
  return ::poll(&entry, 1, 0) == 1 && (entry.revents & POLLERR) == 0;
}

// A client that sends nothing keeps the server of one thread busy. However long one waits, no more
// connect than there is room for; those for whom there is room do so once the kernel comes to it.
int connected_while_busy(int backlog, std::chrono::milliseconds limit) {
  const tests::ServerProcess server("backlog_server", {"--backlog", std::to_string(backlog)});
  const tests::Client busy(server.port());
  std::vector<common::UniqueFd> sockets;
  sockets.reserve(clients);
  for (int client = 0; client < clients; ++client) {
    sockets.push_back(connect_to(server.port()));
  }
  std::ptrdiff_t connected = 0;
  tests::wait_until(
      [&] {
        connected = std::ranges::count_if(sockets, is_connected);
        return connected == clients;
      },
      limit);
  return static_cast<int>(connected);
}

// The kernel keeps one more than it is told.
TEST(BacklogServer, AcceptsNoMoreConnectionsThanItsBacklog) {
  constexpr std::chrono::milliseconds a_while{500};
  EXPECT_LE(connected_while_busy(1, a_while), 2 + 1);
  EXPECT_LE(connected_while_busy(5, a_while), 6 + 1);
  EXPECT_EQ(connected_while_busy(4096, std::chrono::seconds(10)), clients);
}

}  // namespace
}  // namespace tiga::autopsy
