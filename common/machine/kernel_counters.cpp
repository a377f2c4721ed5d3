#include "common/machine/kernel_counters.hpp"

#include <map>
#include <sstream>
#include <string>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/numbers.hpp"

namespace tiga::common {
namespace {

constexpr const char* netstat_file = "/proc/net/netstat";
constexpr const char* snmp_file = "/proc/net/snmp";

using Counters = std::map<std::string, std::uint64_t>;

// A line of names and a line of values for each group: "TcpExt: SyncookiesSent ...".
Counters counters_of(std::string_view text, std::string_view group) {
  std::istringstream lines{std::string(text)};
  Counters counters;
  std::string names_line;
  std::string values_line;
  while (std::getline(lines, names_line) && std::getline(lines, values_line)) {
    std::istringstream names(names_line);
    std::istringstream values(values_line);
    std::string name;
    std::string begin;
    std::string value;
    names >> name;
    values >> begin;
    while (begin == group && names >> name && values >> value) {
      if (const auto number = to_number<std::uint64_t>(value)) {  // MaxConn is -1
        counters[name] = *number;
      }
    }
  }
  return counters;
}

std::uint64_t counter(const Counters& counters, const char* name, const char* file) {
  const auto found = counters.find(name);
  if (found == counters.end()) {
    throw CannotRun(std::string(file) + " has no " + name);
  }
  return found->second;
}

}  // namespace

KernelCounters parse_kernel_counters(std::string_view netstat, std::string_view snmp) {
  const Counters extended = counters_of(netstat, "TcpExt:");
  return {counter(extended, "TCPSynRetrans", netstat_file),
          counter(extended, "ListenOverflows", netstat_file),
          counter(counters_of(snmp, "Tcp:"), "RetransSegs", snmp_file)};
}

KernelCounters read_kernel_counters() {
  return parse_kernel_counters(read_file(netstat_file), read_file(snmp_file));
}

}  // namespace tiga::common
