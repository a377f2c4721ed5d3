#include "suite/measure/listening.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "common/process_group.hpp"
#include "common/unique_fd.hpp"

namespace tiga::suite::measure {
namespace {

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

bool answers(std::uint16_t port) {
  const common::UniqueFd probe(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = ::htons(port);
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
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
