#include "common/machine/link_speed.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "common/unique_fd.hpp"

namespace tiga::common {
namespace {

std::optional<std::string> interface_of(const in_addr& address) {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) {
    return std::nullopt;
  }
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> all(first, ::freeifaddrs);
  for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
    if (each->ifa_addr != nullptr && each->ifa_addr->sa_family == AF_INET &&
        reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr.s_addr == address.s_addr) {
      return each->ifa_name;
    }
  }
  return std::nullopt;
}

}  // namespace

// By a socket, which asks about this network namespace; /sys may show another one's interfaces.
std::optional<std::uint64_t> link_mbit(const std::string& address) {
  in_addr parsed{};
  if (::inet_pton(AF_INET, address.c_str(), &parsed) != 1) {
    return std::nullopt;
  }
  const std::optional<std::string> interface = interface_of(parsed);
  const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (!interface || socket.get() < 0) {
    return std::nullopt;
  }
  ethtool_cmd command{};
  command.cmd = ETHTOOL_GSET;
  ifreq request{};
  const std::string name = interface->substr(0, IFNAMSIZ - 1);
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
