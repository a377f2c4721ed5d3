// HOST:PORT as users write it, its socket addresses, and listening sockets of small servers for
// experiments, benchmarks and tests.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "common/unique_fd.hpp"

namespace tiga::common {

/// A host (a name, an IPv4 address, or an IPv6 address without brackets) and a port.
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;

  /// "127.0.0.1:80", "[::1]:80".
  std::string to_string() const;
};

/// Reads HOST:PORT or [IPV6]:PORT, of which IPV6 may have a zone as getaddrinfo(3) knows it
/// ("fe80::1%eth0"); without ":PORT", `default_port` (0: a port is required). Throws UsageError.
Endpoint parse_endpoint(std::string_view text, std::uint16_t default_port = 0);

/// A socket address of any family.
struct SocketAddress {
  sockaddr_storage storage = {};
  socklen_t size = 0;

  int family() const { return storage.ss_family; }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  /// "127.0.0.1:80", "[::1]:80".
  std::string to_string() const;

  friend bool operator==(const SocketAddress& a, const SocketAddress& b) {
    return a.size == b.size && std::memcmp(&a.storage, &b.storage, a.size) == 0;
  }
};

/// The addresses of an endpoint in the resolver's order (getaddrinfo(3)), each once; never empty.
/// Those of a family that this kernel lacks are left out (IPv6 may be switched off). Throws
/// CannotRun when none is left, or the name does not resolve.
std::vector<SocketAddress> resolve(const Endpoint& endpoint);

/// A TCP socket that listens on 127.0.0.1; port 0 takes a free one. `flags` are passed to socket(2)
/// with its type (SOCK_NONBLOCK). Throws CannotRun.
UniqueFd listen_on_loopback(std::uint16_t port, int backlog, int flags = 0);

/// The port of such a socket.
std::uint16_t port_of(const UniqueFd& listener);

}  // namespace tiga::common
