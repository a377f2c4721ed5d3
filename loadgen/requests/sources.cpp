#include "loadgen/requests/sources.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <sstream>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::loadgen::requests {
namespace {

constexpr std::uint32_t first_loopback = INADDR_LOOPBACK;
constexpr unsigned loopback_addresses = 254;
constexpr unsigned loopback_shift = 24;
constexpr std::uint32_t loopback_net = 127;

bool is_ipv4_loopback(const common::SocketAddress& address) {
  if (address.family() != AF_INET) {
    return false;
  }
  const auto* internet = reinterpret_cast<const sockaddr_in*>(&address.storage);
  return ntohl(internet->sin_addr.s_addr) >> loopback_shift == loopback_net;
}

common::SocketAddress loopback(unsigned index) {
  common::SocketAddress address;
  auto* internet = reinterpret_cast<sockaddr_in*>(&address.storage);
  internet->sin_family = AF_INET;
  internet->sin_addr.s_addr = htonl(first_loopback + index);
  address.size = sizeof *internet;
  return address;
}

}  // namespace

std::uint64_t local_port_count() {
  const char* const file = "/proc/sys/net/ipv4/ip_local_port_range";
  std::istringstream text(common::read_file(file));
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (!(text >> first >> last) || last < first) {
    throw common::CannotRun(std::string("cannot read ") + file);
  }
  return last - first + 1;
}

Sources::Sources(const common::SocketAddress& target) {
  if (!is_ipv4_loopback(target)) {
    return;
  }
  count_ = loopback_addresses;
  for (unsigned index = 1; index < count_; ++index) {
    others_.push_back(loopback(index));
  }
}

unsigned Sources::needed(std::uint64_t connections, std::uint64_t ports) const {
  const std::uint64_t usable = std::max<std::uint64_t>(ports - ports / 5, 1);
  const std::uint64_t sources = (connections + usable - 1) / usable;
  return static_cast<unsigned>(std::clamp<std::uint64_t>(sources, 1, count_));
}

const common::SocketAddress* Sources::at(unsigned index) const {
  return index == 0 ? nullptr : &others_[index - 1];
}

}  // namespace tiga::loadgen::requests
