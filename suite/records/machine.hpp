// The machine that a run was measured on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tiga::suite::records {

/// What was found in /proc; what was not is empty.
struct Machine {
  std::string cpu;          ///< model name
  std::uint64_t cores = 0;  ///< that this process may use
  std::optional<std::uint64_t> memory_kib;
  std::string kernel;  ///< "Linux 6.1.0-13-amd64 x86_64"
  /// Kernel settings that bear on the figures: name in sysctl(8)'s notation, value if the kernel
  /// has it.
  std::vector<std::pair<std::string, std::optional<std::string>>> sysctls;
};

/// This machine, now.
Machine this_machine();

}  // namespace tiga::suite::records
