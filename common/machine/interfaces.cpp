#include "common/machine/interfaces.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>

#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace tiga::common {
std::vector<InterfaceAddress> interface_addresses() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) {
    throw_errno("cannot list the addresses of this host");
  }
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
  std::vector<InterfaceAddress> found;
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr == nullptr || each->ifa_addr->sa_family != AF_INET) {
      continue;
    }
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr,
                text.data(), text.size());
    found.push_back({each->ifa_name, text.data(),
                     (each->ifa_flags & IFF_UP) != 0U && (each->ifa_flags & IFF_LOOPBACK) == 0U});
  }
  return found;
}

// By a socket, which asks about this network namespace; /sys may show another one's interfaces.
std::optional<std::uint64_t> link_mbit(const std::string& address) {
  const std::vector<InterfaceAddress> all = interface_addresses();
  const auto found = std::ranges::find(all, address, &InterfaceAddress::address);
  const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (found == all.end() || socket.get() < 0) {
    return std::nullopt;
  }
  ethtool_cmd command{};
  command.cmd = ETHTOOL_GSET;
  ifreq request{};
  const std::string name = found->interface.substr(0, IFNAMSIZ - 1);
  std::ranges::copy(name, request.ifr_name);
  request.ifr_data = reinterpret_cast<char*>(&command);
  if (::ioctl(socket.get(), SIOCETHTOOL, &request) != 0) {
    return std::nullopt;
  }
  const std::uint32_t speed = ethtool_cmd_speed(&command);
  if (speed == 0 || speed == static_cast<std::uint32_t>(SPEED_UNKNOWN)) {
    return std::nullopt;
  }
  return speed;
}

}  // namespace tiga::common
