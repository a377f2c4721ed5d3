#include "suite/measure/ports.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/process_group.hpp"
#include "common/unique_fd.hpp"

namespace tiga::suite::measure {
namespace {

// One of the two ends of host:port: `call` is ::bind or ::connect.
bool succeeds(int (*call)(int, const sockaddr*, socklen_t), const std::string& host,
              std::uint16_t port) {
  const common::UniqueFd probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!probe) {
    common::throw_errno("cannot create a socket");
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = ::htons(port);
  if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) {
    throw common::CannotRun(fmt::format("'{}' is no IPv4 address", host));
  }
  return call(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

struct Range {
  int first;
  int last;
};

// The larger part beside the ports that the kernel gives to clients (ip(7), ip_local_port_range);
// all there are where they have nearly everything.
Range ports_of_servers() {
  constexpr Range all{10000, 65535};
  constexpr int enough = 1000;
  Range taken{32768, 60999};
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> taken.first >> taken.last;
  const Range below{all.first, taken.first - 1};
  const Range above{taken.last + 1, all.last};
  const Range& larger = below.last - below.first > above.last - above.first ? below : above;
  return larger.last - larger.first >= enough ? larger : all;
}

// "socket:[INODE]" of each listening socket of that port, as /proc/PID/fd has them. A table begins
// with the listening ones, so that thousands of others are not read (proc(5), /proc/net/tcp).
void add_listeners(const char* table, std::uint16_t port, std::vector<std::string>& sockets) {
  constexpr std::string_view listening = "0A";
  const std::string wanted = fmt::format(":{:04X}", port);
  std::ifstream lines(table);
  std::string line;
  std::getline(lines, line);  // the heading
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::array<std::string, 10> fields;
    for (std::string& field : fields) {
      words >> field;
    }
    const auto& [number, local, remote, state, queues, timer, retransmits, user, timeout, inode] =
        fields;
    if (state != listening) {
      return;
    }
    if (local.ends_with(wanted)) {
      sockets.push_back(fmt::format("socket:[{}]", inode));
    }
  }
}

bool holds_one(pid_t pid, const std::vector<std::string>& sockets) {
  std::error_code refused;
  for (const auto& entry :
       std::filesystem::directory_iterator(fmt::format("/proc/{}/fd", pid), refused)) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    if (std::ranges::find(sockets, target) != sockets.end()) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_free(const std::string& address, std::uint16_t port) {
  return succeeds(::bind, address, port);
}

bool answers(const std::string& address, std::uint16_t port) {
  return succeeds(::connect, address, port);
}

std::uint16_t pick_free_port(const std::string& address) {
  constexpr int attempts = 1000;
  const Range range = ports_of_servers();
  std::random_device random;
  std::uniform_int_distribution<int> any(range.first, range.last);
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto port = static_cast<std::uint16_t>(any(random));
    if (is_free(address, port)) {
      return port;
    }
  }
  throw common::CannotRun(fmt::format("no port of {} is free", address));
}

bool listens(pid_t group, std::uint16_t port) {
  std::vector<std::string> sockets;
  add_listeners("/proc/net/tcp", port, sockets);
  add_listeners("/proc/net/tcp6", port, sockets);
  const std::array groups{group};
  return std::ranges::any_of(common::members_of(groups),
                             [&](pid_t pid) { return holds_one(pid, sockets); });
}

}  // namespace tiga::suite::measure
