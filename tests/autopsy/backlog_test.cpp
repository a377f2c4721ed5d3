// How many connections wait for a server that is busy: what its backlog leaves room for.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include "common/unique_fd.hpp"
#include "tests/support/process_info.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_queues.hpp"
#include "tests/support/wait.hpp"

namespace tiga::autopsy {
namespace {

using namespace std::chrono_literals;

constexpr unsigned clients = 12;

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

// The server is stopped, so that it accepts nobody. The kernel keeps one connection more than it is
// told, however long one waits. What the clients see says less: the kernel may answer their SYNs
// before it counts.
void expect_waiting(int backlog, unsigned expected) {
  const tests::ServerProcess server("backlog_server", {"--backlog", std::to_string(backlog)});
  const auto waiting = [&] { return tests::tcp_queues(server.port()).to_read; };
  server.signal(SIGSTOP);
  ASSERT_TRUE(tests::wait_until([&] { return tests::is_stopped(server.pid()); }));
  std::vector<common::UniqueFd> sockets;
  sockets.reserve(clients);
  for (unsigned client = 0; client < clients; ++client) {
    sockets.push_back(connect_to(server.port()));
  }
  EXPECT_TRUE(tests::wait_until([&] { return waiting() == expected; })) << waiting();
  EXPECT_FALSE(tests::wait_until([&] { return waiting() != expected; }, 500ms)) << waiting();
}

TEST(BacklogServer, KeepsOneConnectionMoreThanItsBacklog) {
  expect_waiting(1, 2);
  expect_waiting(5, 6);
  expect_waiting(4096, clients);
}

}  // namespace
}  // namespace tiga::autopsy
