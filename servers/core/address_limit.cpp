#include "servers/core/address_limit.hpp"

#include <netinet/in.h>

#include <cstring>

namespace tiga::servers::core {
// The two kinds of keys cannot collide: the IPv6 networks with the same value, ::/32, are reserved
// (RFC 4291 §2.4).
std::uint64_t network_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    std::uint64_t network = 0;
    std::uint32_t last = 0;
    std::memcpy(&network, &v6, sizeof network);
    std::memcpy(&last, v6.s6_addr + 12, sizeof last);
    return IN6_IS_ADDR_V4MAPPED(&v6) ? last : network;
  }
  if (address.ss_family == AF_INET) {
    return reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr;
  }
  return 0;
}

AddressLimit::Slot::~Slot() {
  if (count_ != nullptr && --count_->second.connections == 0) {
    count_->second.owner->counts_.erase(count_->first);
  }
}

std::optional<AddressLimit::Slot> AddressLimit::take(const sockaddr_storage& address) {
  if (!holds()) {
    return Slot();
  }
  auto& count = *counts_.try_emplace(network_of(address), Count{this, 0}).first;
  if (count.second.connections >= most_) {
    return std::nullopt;
  }
  ++count.second.connections;
  return Slot(&count);
}

}  // namespace tiga::servers::core
