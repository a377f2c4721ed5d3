#include "loadgen/engine/sockets.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <system_error>

#include "common/error.hpp"

namespace tiga::loadgen::engine {

void set_option(const common::UniqueFd& socket, int level, int option, int value) {
  if (::setsockopt(socket.get(), level, option, &value, sizeof value) != 0) {
    common::throw_errno("cannot set up a socket");
  }
}

common::UniqueFd open_socket(const common::SocketAddress& target,
                             const common::SocketAddress* source, const SocketSetup& setup,
                             int flags) {
  common::UniqueFd socket(::socket(target.family(), SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
  if (!socket) {
    common::throw_errno("cannot open a socket");
  }
  if (setup.request_bytes > safely_in_one_segment) {
    set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  }
  if (setup.window_bytes) {
    set_option(socket, SOL_SOCKET, SO_SNDBUF, *setup.window_bytes);
    set_option(socket, SOL_SOCKET, SO_RCVBUF, *setup.window_bytes);
  }
  if (source != nullptr) {
    set_option(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    if (::bind(socket.get(), source->get(), source->size) != 0) {
      common::throw_errno("cannot bind to " + source->to_string());
    }
  }
  return socket;
}

std::string error_text(int error) { return std::generic_category().message(error); }

}  // namespace tiga::loadgen::engine
