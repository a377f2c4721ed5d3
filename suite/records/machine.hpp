// The machine that a run is measured on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/machine/topology.hpp"

namespace tiga::suite::records {

/// What was found in /proc; what was not is empty.
struct Machine {
  std::string cpu;          ///< model name
  std::uint64_t cores = 0;  ///< hardware threads that this process may use
  std::optional<std::uint64_t> memory_kib;
  std::string kernel;  ///< "Linux 6.1.0-13-amd64 x86_64"
  /// Kernel settings that bear on the figures: name in sysctl(8)'s notation, value if the kernel
  /// has it.
  std::vector<std::pair<std::string, std::optional<std::string>>> sysctls;
  common::Topology topology = {};  ///< those threads; empty in runs that were made before
  /// CPUs' worth of time that control groups allow; nothing: no limit, or not known.
  std::optional<double> cpu_quota = {};
};

/// This machine, now.
Machine this_machine();

/// Processes that ran or waited for a core, the mean over the last minute (proc_loadavg(5)).
std::optional<double> load_average();

}  // namespace tiga::suite::records
