#include "suite/measure/free_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fstream>
#include <random>

#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace tiga::suite::measure {
namespace {

struct Range {
  int first;
  int last;
};

// What the kernel gives to clients (ip(7), ip_local_port_range).
Range ports_of_clients() {
  Range range{32768, 60999};
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> range.first >> range.last;
  return range;
}

// The larger part beside the clients' ports; all there are where they have nearly everything.
Range ports_of_servers() {
  constexpr Range all{10000, 65535};
  constexpr int enough = 1000;
  const Range taken = ports_of_clients();
  const Range below{all.first, taken.first - 1};
  const Range above{taken.last + 1, all.last};
  const Range& larger = below.last - below.first > above.last - above.first ? below : above;
  return larger.last - larger.first >= enough ? larger : all;
}

}  // namespace

bool is_free(std::uint16_t port) {
  const common::UniqueFd probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!probe) {
    common::throw_errno("cannot create a socket");
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = ::htons(port);
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  return ::bind(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::uint16_t pick_free_port() {
  constexpr int attempts = 1000;
  const Range range = ports_of_servers();
  std::random_device random;
  std::uniform_int_distribution<int> any(range.first, range.last);
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto port = static_cast<std::uint16_t>(any(random));
    if (is_free(port)) {
      return port;
    }
  }
  throw common::CannotRun("no port of 127.0.0.1 is free");
}

}  // namespace tiga::suite::measure
