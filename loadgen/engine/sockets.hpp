// Sockets as the engines open them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "common/endpoint.hpp"
#include "common/unique_fd.hpp"

namespace tiga::loadgen::engine {

/// What the sockets of a run are to be.
struct SocketSetup {
  std::size_t request_bytes = 0;    ///< past what one segment holds, TCP_NODELAY is set
  std::optional<int> window_bytes;  ///< SO_SNDBUF and SO_RCVBUF
};

/// Past this, Nagle's algorithm could hold the last part of a request back.
constexpr std::size_t safely_in_one_segment = 1400;

/// Whether a socket is to be just what socket(2) gives.
inline bool is_plain(const SocketSetup& setup) {
  return setup.request_bytes <= safely_in_one_segment && !setup.window_bytes;
}

/// A TCP socket for a connection to `target`, bound to `source` unless that is null; the port is
/// chosen by connect(2) (IP_BIND_ADDRESS_NO_PORT, ip(7)). `flags`: as socket(2) takes them beside
/// its type. Throws common::CannotRun.
common::UniqueFd open_socket(const common::SocketAddress& target,
                             const common::SocketAddress* source, const SocketSetup& setup,
                             int flags);

/// What an errno value means: "Connection refused".
std::string error_text(int error);

}  // namespace tiga::loadgen::engine
