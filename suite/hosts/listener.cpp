#include "suite/hosts/listener.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/error.hpp"

namespace tiga::suite::hosts {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view welcome = "welcome";
constexpr std::string_view refused = "refused";
constexpr auto time_to_prove = 5s;         // for the token after a connection
constexpr std::size_t most_greeting = 64;  // bytes of a message from somebody unknown

sockaddr_in address_of(const std::string& host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) {
    throw common::CannotRun(fmt::format("'{}' is not an IPv4 address", host));
  }
  return address;
}

const sockaddr* as_any(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

common::UniqueFd bound_socket(const std::string& address) {
  common::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const sockaddr_in any_port = address_of(address, 0);
  if (::bind(socket.get(), as_any(any_port), sizeof any_port) != 0) {
    common::throw_errno("cannot listen on " + address);
  }
  return socket;
}

bool becomes_ready(const common::UniqueFd& socket, short events, common::Deadline deadline) {
  pollfd watched{socket.get(), events, 0};
  int ready = 0;
  do {
    ready = ::poll(&watched, 1, deadline.poll_milliseconds());
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

// 0, or the errno value of why not.
int connect_before(const common::UniqueFd& socket, const common::SocketAddress& address,
                   common::Deadline deadline) {
  if (::connect(socket.get(), address.get(), address.size) == 0) {
    return 0;
  }
  if (errno != EINPROGRESS) {
    return errno;
  }
  if (!becomes_ready(socket, POLLOUT, deadline)) {
    return ETIMEDOUT;
  }
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

common::Deadline earlier(common::Deadline one, common::Deadline other) {
  return common::Deadline(std::min(one.at(), other.at()));
}

}  // namespace

std::string make_token() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    common::throw_errno("cannot get random bytes");
  }
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

Listener::Listener(std::string token, const std::string& address)
    : token_(std::move(token)), socket_(bound_socket(address)) {
  if (::listen(socket_.get(), SOMAXCONN) != 0) {
    common::throw_errno("cannot listen on " + address);
  }
}

std::optional<Line> Listener::accept(common::Deadline deadline) {
  while (becomes_ready(socket_, POLLIN, deadline)) {
    common::UniqueFd socket(
        ::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket) {
      if (errno == EMFILE || errno == ENFILE) {
        common::throw_errno("cannot take the connection of a host");
      }
      continue;  // it has gone
    }
    Line line(std::move(socket), most_greeting);
    if (is_welcome(line, earlier(deadline, common::Deadline::after(time_to_prove)))) {
      line.allow_messages(most_message_bytes);
      return line;
    }
  }
  return std::nullopt;
}

bool Listener::is_welcome(Line& line, common::Deadline deadline) const {
  try {
    const bool knows = line.receive(deadline) == token_;
    line.send(knows ? welcome : refused);
    return knows;
  } catch (const LineLost&) {
    return false;
  }
}

Line connect_to(const common::Endpoint& listener, const std::string& token,
                common::Deadline deadline) {
  const auto fail = [&](std::string_view why) {
    return common::CannotRun(
        fmt::format("cannot reach the first host at {}: {}", listener.to_string(), why));
  };
  int error = 0;
  for (const common::SocketAddress& address : common::resolve(listener)) {
    common::UniqueFd socket(
        ::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    error = connect_before(socket, address, deadline);
    if (error != 0) {
      continue;
    }
    try {
      Line line(std::move(socket));
      line.send(token);
      const auto answer = line.receive(deadline);
      if (answer == welcome) {
        return line;
      }
      throw fail(answer ? "it belongs to another run" : "it does not answer");
    } catch (const LineLost& lost) {
      throw fail(lost.what());
    }
  }
  throw fail(std::strerror(error));
}

std::string address_towards(const std::string& host) {
  constexpr std::uint16_t any_port = 9;  // discard; nothing is sent
  const common::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const sockaddr_in peer = address_of(host, any_port);
  sockaddr_in own{};
  socklen_t size = sizeof own;
  if (::connect(socket.get(), as_any(peer), sizeof peer) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&own), &size) != 0) {
    common::throw_errno("there is no way to " + host);
  }
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &own.sin_addr, text.data(), text.size());
  return text.data();
}

std::string why_not_bindable(const std::string& address) {
  try {
    bound_socket(address);
    return "";
  } catch (const common::CannotRun& problem) {
    return problem.what();
  }
}

}  // namespace tiga::suite::hosts
