// Sockets on a loop, and the ends that a test holds.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/unique_fd.hpp"
#include "servers/loop/io.hpp"
#include "tests/support/engines.hpp"

namespace tiga::servers::loop {

inline core::Engine engine_of(const std::string& name) {
  return name == "io_uring" ? core::Engine::io_uring : core::Engine::asio;
}

/// What a handler was told.
struct Told {
  int times = 0;
  ErrorCode error;
  std::size_t bytes = 0;
};

class SocketTest : public tests::OnEachEngine {
 protected:
  using Pair = std::pair<common::UniqueFd, common::UniqueFd>;

  /// Two ends that do not block.
  static Pair pair() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    return {common::UniqueFd(ends[0]), common::UniqueFd(ends[1])};
  }
  static common::UniqueFd tcp_socket() {
    return common::UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  }
  /// Bound to a free port of 127.0.0.1, whose address it gives.
  static sockaddr_in bind(const common::UniqueFd& socket) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket.get(), any, size), 0);
    EXPECT_EQ(::getsockname(socket.get(), any, &size), 0);
    return address;
  }
  static const sockaddr* any(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
  }
  /// As pair(), of TCP.
  static Pair tcp_pair() {
    const common::UniqueFd listener = tcp_socket();
    const sockaddr_in address = bind(listener);
    EXPECT_EQ(::listen(listener.get(), 1), 0);
    common::UniqueFd one = tcp_socket();
    EXPECT_EQ(::connect(one.get(), any(address), sizeof address), 0);
    EXPECT_EQ(::fcntl(one.get(), F_SETFL, O_NONBLOCK), 0);
    common::UniqueFd other(
        ::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    EXPECT_TRUE(other);
    return {std::move(one), std::move(other)};
  }

  static void send(int descriptor, std::string_view bytes) {
    EXPECT_EQ(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  /// Until the kernel takes no more.
  static std::size_t fill(int descriptor) {
    const std::string much(64 * 1024, 'x');
    std::size_t taken = 0;
    ssize_t sent = 0;
    while ((sent = ::send(descriptor, much.data(), much.size(), MSG_NOSIGNAL | MSG_DONTWAIT)) > 0) {
      taken += static_cast<std::size_t>(sent);
    }
    EXPECT_EQ(errno, EAGAIN);
    return taken;
  }
  /// What has come.
  static std::string take(int descriptor) {
    std::array<char, 64> bytes;
    const ssize_t got = ::recv(descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
  }
  static void drain(int descriptor, std::size_t bytes) {
    std::array<char, 64 * 1024> dropped;
    for (ssize_t got = 0; bytes > 0; bytes -= static_cast<std::size_t>(got)) {
      got = ::recv(descriptor, dropped.data(), dropped.size(), 0);
      ASSERT_GT(got, 0);
    }
  }
  static void reset(common::UniqueFd& socket) {
    const linger at_once{1, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket.reset();
  }

  static Socket::Done tell(Told& told) {
    return [&told](ErrorCode error, std::size_t bytes) {
      ++told.times;
      told.error = error;
      told.bytes = bytes;
    };
  }
  /// Runs the loop until `condition`, for a while.
  testing::AssertionResult come(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
      if (!io_->turn(deadline) && std::chrono::steady_clock::now() >= deadline) {
        return testing::AssertionFailure() << "it did not come";
      }
    }
    return testing::AssertionSuccess();
  }
  testing::AssertionResult is_told(const Told& told, int times = 1) {
    return come([&] { return told.times >= times; });
  }
  /// Runs the loop until nothing is left to do at once.
  void settle() {
    for (int quiet = 0; quiet < 2;) {
      quiet = io_->turn(common::TimePoint()) ? 0 : quiet + 1;
    }
  }
  std::string receive(Socket& socket) {
    Told told;
    socket.receive(room_, tell(told));
    EXPECT_TRUE(is_told(told));
    EXPECT_FALSE(told.error) << told.error.message();
    return {room_.data(), told.bytes};
  }
  ErrorCode failure(Socket& socket) {
    Told told;
    socket.receive(room_, tell(told));
    EXPECT_TRUE(is_told(told));
    return told.error;
  }

  const std::unique_ptr<Io> io_ = Io::make(engine_of(GetParam()));
  std::array<char, 4> room_;
};

}  // namespace tiga::servers::loop
