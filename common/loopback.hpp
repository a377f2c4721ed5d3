// Listening sockets of small servers for experiments, benchmarks and tests.
#pragma once

#include <cstdint>

#include "common/unique_fd.hpp"

namespace tiga::common {

/// A TCP socket that listens on 127.0.0.1; port 0 takes a free one. `flags` are passed to socket(2)
/// with its type (SOCK_NONBLOCK). Throws CannotRun.
UniqueFd listen_on_loopback(std::uint16_t port, int backlog, int flags = 0);

/// The port of such a socket.
std::uint16_t port_of(const UniqueFd& listener);

}  // namespace tiga::common
