#include "suite/records/machine.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "common/cpu_set.hpp"
#include "suite/records/cpu_quota.hpp"

namespace tiga::suite::records {
namespace {

// The text behind the first "NAME :" of a /proc file, without blanks around it.
std::string proc_value(const char* file, std::string_view name) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':');
    if (line.starts_with(name) && colon != std::string::npos) {
      const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
      return begin == std::string::npos ? "" : line.substr(begin);
    }
  }
  return "";
}

// Several values of one setting stand in one line with tabs between them.
std::optional<std::string> sysctl(std::string name) {
  std::ranges::replace(name, '.', '/');
  std::ifstream file("/proc/sys/" + name);
  std::string line;
  if (!std::getline(file, line)) {
    return std::nullopt;
  }
  std::ranges::replace(line, '\t', ' ');
  return line;
}

std::string kernel() {
  utsname name{};
  if (::uname(&name) != 0) {
    return "";
  }
  return fmt::format("{} {} {}", name.sysname, name.release, name.machine);
}

}  // namespace

std::optional<double> load_average() {
  if (static_cast<long>(common::available_cpus().size()) < ::sysconf(_SC_NPROCESSORS_ONLN)) {
    return std::nullopt;  // of cores that this process may not use, too
  }
  std::ifstream file("/proc/loadavg");
  double last_minute = 0;
  return file >> last_minute ? std::optional(last_minute) : std::nullopt;
}

Machine this_machine() {
  Machine machine;
  machine.cpu = proc_value("/proc/cpuinfo", "model name");
  const common::CpuSet cpus = common::available_cpus();
  machine.cores = cpus.size();
  machine.topology = common::read_topology(cpus);
  machine.cpu_quota = cpu_quota();
  std::istringstream memory(proc_value("/proc/meminfo", "MemTotal"));
  if (std::uint64_t kib = 0; memory >> kib) {
    machine.memory_kib = kib;
  }
  machine.kernel = kernel();
  for (const char* name :
       {"net.core.somaxconn", "net.core.netdev_max_backlog", "net.ipv4.tcp_max_syn_backlog",
        "net.ipv4.tcp_syncookies", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_tw_reuse",
        "net.ipv4.tcp_max_tw_buckets", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem", "net.ipv4.tcp_abort_on_overflow", "fs.file-max"}) {
    machine.sysctls.emplace_back(name, sysctl(name));
  }
  return machine;
}

}  // namespace tiga::suite::records
