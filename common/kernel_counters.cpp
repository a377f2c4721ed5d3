#include "common/kernel_counters.hpp"

#include <map>
#include <sstream>
#include <string>

#include "common/error.hpp"
#include "common/files.hpp"

namespace tiga::common {
namespace {

constexpr std::string_view file = "/proc/net/netstat";

std::uint64_t counter(const std::map<std::string, std::uint64_t>& counters, const char* name) {
  const auto found = counters.find(name);
  if (found == counters.end()) {
    throw CannotRun(std::string(file) + " has no " + name);
  }
  return found->second;
}

}  // namespace

/// A line of names and a line of values for each group: "TcpExt: SyncookiesSent ...".
KernelCounters parse_kernel_counters(std::string_view netstat) {
  std::istringstream lines{std::string(netstat)};
  std::map<std::string, std::uint64_t> counters;
  std::string names_line;
  std::string values_line;
  while (std::getline(lines, names_line) && std::getline(lines, values_line)) {
    std::istringstream names(names_line);
    std::istringstream values(values_line);
    std::string name;
    std::string group;
    std::uint64_t value = 0;
    names >> name;
    values >> group;
    while (group == "TcpExt:" && names >> name && values >> value) {
      counters[name] = value;
    }
  }
  return {counter(counters, "TCPSynRetrans"), counter(counters, "ListenOverflows")};
}

KernelCounters read_kernel_counters() {
  return parse_kernel_counters(common::read_file(std::string(file)));
}

}  // namespace tiga::common
