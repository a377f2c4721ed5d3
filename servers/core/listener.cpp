#include "servers/core/listener.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cstdio>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::servers::core {
namespace {

void set_timeout(int socket, int option, std::chrono::milliseconds span) {
  const timeval time{span.count() / 1000, span.count() % 1000 * 1000};
  ::setsockopt(socket, SOL_SOCKET, option, &time, sizeof time);
}

void switch_on(int socket, int level, int option) {
  const int on = 1;
  ::setsockopt(socket, level, option, &on, sizeof on);
}

common::UniqueFd make_socket(const Options& options, int family) {
  common::UniqueFd made(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int socket = made.get();
  if (socket < 0) {
    common::throw_errno("cannot create a socket");
  }
  switch_on(socket, SOL_SOCKET, SO_REUSEADDR);
  switch_on(socket, IPPROTO_TCP, TCP_NODELAY);
  set_timeout(socket, SO_RCVTIMEO, options.idle_timeout);
  set_timeout(socket, SO_SNDTIMEO, check_interval(options.read_floor(), options.idle_timeout));
  return made;
}

[[noreturn]] void cannot_listen(const Options& options) {
  const int error = errno;
  const std::string advice =
      error == EADDRINUSE ? " (choose another port, or 0 for a free one)" : "";
  const common::Endpoint endpoint{options.host, options.port};
  common::throw_errno("cannot listen on " + endpoint.to_string() + advice, error);
}

common::SocketAddress address_of(int socket) {
  common::SocketAddress bound;
  bound.size = sizeof bound.storage;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&bound.storage), &bound.size);
  return bound;
}

}  // namespace

std::vector<Listener> listen_together(const Options& options, std::size_t count) {
  common::SocketAddress address = common::resolve({options.host, options.port}).front();
  std::vector<Listener> listeners;
  listeners.reserve(count);
  while (listeners.size() < count) {
    const bool first = listeners.empty();
    common::UniqueFd socket = make_socket(options, address.family());
    if (!first) {
      switch_on(socket.get(), SOL_SOCKET, SO_REUSEPORT);
    }
    if (::bind(socket.get(), address.get(), address.size) != 0) {
      cannot_listen(options);
    }
    if (first && count > 1) {  // only after bind(), so that another server cannot own the port
      switch_on(socket.get(), SOL_SOCKET, SO_REUSEPORT);
    }
    if (::listen(socket.get(), options.backlog) != 0) {
      cannot_listen(options);
    }
    address = address_of(socket.get());
    listeners.push_back({std::move(socket), address.to_string()});
  }
  return listeners;
}

Listener listen_on(const Options& options) {
  return std::move(listen_together(options, 1).front());
}

void announce(const std::string& address) {
  const std::string line = "listening on " + address;
  try {
    common::print(line + "\n");
  } catch (const common::CannotRun& error) {  // it serves all the same
    std::fprintf(stderr, "%s; %s\n", error.what(), line.c_str());
  }
}

common::SocketAddress peer_of(int socket) {
  common::SocketAddress peer;
  peer.size = sizeof peer.storage;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer.storage), &peer.size) != 0) {
    return {};
  }
  return peer;
}

std::string peer_name(int socket) {
  const common::SocketAddress peer = peer_of(socket);
  return peer.size == 0 ? "unknown" : peer.to_string();
}

}  // namespace tiga::servers::core
