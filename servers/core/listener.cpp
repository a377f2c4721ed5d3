#include "servers/core/listener.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cstdio>

#include "common/endpoint.hpp"
#include "common/error.hpp"

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

}  // namespace

Listener listen_on(const Options& options) {
  const common::Endpoint endpoint{options.host, options.port};
  const common::SocketAddress address = common::resolve(endpoint).front();
  Listener listener{
      common::UniqueFd(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
      {}};
  const int socket = listener.socket.get();
  if (socket < 0) {
    common::throw_errno("cannot create a socket");
  }
  switch_on(socket, SOL_SOCKET, SO_REUSEADDR);
  switch_on(socket, IPPROTO_TCP, TCP_NODELAY);
  set_timeout(socket, SO_RCVTIMEO, options.idle_timeout);
  set_timeout(socket, SO_SNDTIMEO, check_interval(options.read_floor(), options.idle_timeout));
  if (::bind(socket, address.get(), address.size) != 0 || ::listen(socket, options.backlog) != 0) {
    const int error = errno;
    const std::string advice =
        error == EADDRINUSE ? " (choose another port, or 0 for a free one)" : "";
    common::throw_errno("cannot listen on " + endpoint.to_string() + advice, error);
  }
  common::SocketAddress bound;
  bound.size = sizeof bound.storage;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&bound.storage), &bound.size);
  listener.address = bound.to_string();
  return listener;
}

void announce(const std::string& address) {
  std::printf("listening on %s\n", address.c_str());
  std::fflush(stdout);
}

std::string peer_name(int socket) {
  common::SocketAddress peer;
  peer.size = sizeof peer.storage;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer.storage), &peer.size) != 0) {
    return "unknown";
  }
  return peer.to_string();
}

}  // namespace tiga::servers::core
