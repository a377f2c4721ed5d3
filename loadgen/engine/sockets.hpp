// Opens the sockets of the engines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"

namespace tiga::loadgen::engine {

/// Properties of the sockets of a run.
struct SocketSetup {
  std::size_t request_bytes = 0;    ///< if greater than one segment, TCP_NODELAY is set
  std::optional<int> window_bytes;  ///< SO_SNDBUF and SO_RCVBUF
};

/// Above this size, Nagle's algorithm could delay the last part of a request.
constexpr std::size_t safely_in_one_segment = 1400;

/// Whether no socket option has to be set.
inline bool is_plain(const SocketSetup& setup) {
  return setup.request_bytes <= safely_in_one_segment && !setup.window_bytes;
}

/// A TCP socket for a connection to `target`, bound to `source` unless that is null; the port is
/// chosen by connect(2) (IP_BIND_ADDRESS_NO_PORT, ip(7)). `flags`: those that socket(2) accepts in
/// addition to its type. Throws common::CannotRun.
common::UniqueFd open_socket(const common::SocketAddress& target,
                             const common::SocketAddress* source, const SocketSetup& setup,
                             int flags);

/// setsockopt(2) of a number. Throws common::CannotRun.
void set_option(const common::UniqueFd& socket, int level, int option, int value);

/// What an errno value means: "Connection refused".
std::string error_text(int error);

}  // namespace tiga::loadgen::engine
