// The local addresses of connections, and whether their ports suffice.
#pragma once

#include <cstdint>
#include <vector>

#include "common/endpoint.hpp"

namespace tiga::loadgen::requests {

/// Ports that connect(2) may choose from: net.ipv4.ip_local_port_range. Throws common::CannotRun.
std::uint64_t local_port_count();

/// A connection is identified by both addresses and both ports, so one local address can have only
/// as many connections to one target as there are local ports. For a loopback target, 127.0.0.1 to
/// 127.0.0.254 can be used; for others, only the address that the kernel chooses. Immutable.
class Sources {
 public:
  /// For connections to `target`.
  explicit Sources(const common::SocketAddress& target);

  /// The number of addresses; 1: only the one that the kernel chooses.
  unsigned count() const { return count_; }

  /// How many of them `connections` concurrent connections need to leave a fifth of the ports free;
  /// at most count().
  unsigned needed(std::uint64_t connections, std::uint64_t ports) const;

  /// The address number `index` with port 0, for bind(2); null for 0, which the kernel chooses.
  const common::SocketAddress* at(unsigned index) const;

 private:
  unsigned count_ = 1;
  std::vector<common::SocketAddress> others_;
};

}  // namespace tiga::loadgen::requests
