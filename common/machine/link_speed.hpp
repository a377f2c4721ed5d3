// How fast a network interface is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tiga::common {

/// Speed of the interface that has this IPv4 address, in Mbit/s, as its driver tells it
/// (ethtool(8), which /sys/class/net/IF/speed shows, too); nothing if none has the address, or the
/// driver does not tell, as for the loopback.
std::optional<std::uint64_t> link_mbit(const std::string& address);

}  // namespace tiga::common
