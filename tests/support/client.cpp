#include "tests/support/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "common/error.hpp"

namespace tiga::tests {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool is_ready(int socket, short events, common::Deadline deadline) {
  pollfd watched{socket, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&watched, 1, deadline.poll_milliseconds());
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

Client::Client(std::uint16_t port, int receive_buffer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int on = 1;
  if (receive_buffer > 0) {
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  }
  ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const sockaddr_in address = loopback(port);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    common::throw_errno("cannot connect to port " + std::to_string(port));
  }
}

bool Client::send(std::string_view bytes, common::Nanoseconds limit) {
  const auto deadline = common::Deadline::after(limit);
  while (!bytes.empty()) {
    const ssize_t sent =
        ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN || !is_ready(socket_.get(), POLLOUT, deadline)) {
      return false;
    }
  }
  return true;
}

void Client::half_close() { ::shutdown(socket_.get(), SHUT_WR); }

void Client::abort() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_.reset();
}

bool Client::receive_until(const std::function<bool(std::string_view)>& enough,
                           common::Nanoseconds limit) {
  const auto deadline = common::Deadline::after(limit);
  std::array<char, 65536> chunk{};
  while (!enough(received_)) {
    if (end_ != End::open || !is_ready(socket_.get(), POLLIN, deadline)) {
      return false;
    }
    const ssize_t got = ::recv(socket_.get(), chunk.data(), chunk.size(), 0);
    if (got <= 0) {
      end_ = got == 0 ? End::closed : End::reset;
    } else {
      received_.append(chunk.data(), static_cast<std::size_t>(got));
    }
  }
  return true;
}

bool Client::receive_to_end(common::Nanoseconds limit) {
  receive_until([](std::string_view) { return false; }, limit);
  return end_ != End::open;
}

std::string Client::exchange(std::string_view bytes, common::Nanoseconds limit) {
  send(bytes, limit);
  receive_to_end(limit);
  return std::exchange(received_, {});
}

int Client::error() const {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

std::uint16_t unused_port() {
  const common::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    common::throw_errno("cannot find a free port");
  }
  return ntohs(address.sin_port);
}

}  // namespace tiga::tests
