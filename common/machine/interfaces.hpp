// The network interfaces of this network namespace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tiga::common {

/// An IPv4 address of an interface.
struct InterfaceAddress {
  std::string interface;   ///< its name: "eth0"
  std::string address;     ///< "192.0.2.1"
  bool leads_out = false;  ///< the interface is up, and not the loopback
};

/// All of them, in the kernel's order. Throws CannotRun.
std::vector<InterfaceAddress> interface_addresses();

/// Speed of the interface that has this IPv4 address, in Mbit/s, as its driver tells it
/// (ethtool(8), which /sys/class/net/IF/speed shows, too); nothing if none has the address, or the
/// driver does not tell, as for the loopback. Throws CannotRun.
std::optional<std::uint64_t> link_mbit(const std::string& address);

}  // namespace tiga::common
