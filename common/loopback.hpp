// Small servers for experiments, benchmarks and tests listen here.
#pragma once

#include <cstdint>

#include "common/unique_fd.hpp"

namespace tiga::common {

/// A TCP socket that listens on 127.0.0.1; port 0 takes a free one. `flags` as socket(2) takes
/// them beside its type (SOCK_NONBLOCK). Throws CannotRun.
UniqueFd listen_on_loopback(std::uint16_t port, int backlog, int flags = 0);

/// The port that such a socket has.
std::uint16_t port_of(const UniqueFd& listener);

}  // namespace tiga::common
