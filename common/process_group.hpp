// Resources used by running processes of process groups (proc(5)).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "common/clock.hpp"

namespace tiga::common {

/// All current processes of these groups. Reads one file for each process of the system.
std::vector<pid_t> members_of(std::span<const pid_t> groups);

/// CPU time of a process so far, with nanosecond resolution, and of the children it has waited for,
/// with 10 ms; `nullopt` if there is no such process.
std::optional<Nanoseconds> cpu_time_of(pid_t pid);

/// Current threads of a process; 0 if there is no such process.
std::uint64_t threads_of(pid_t pid);

/// Peak resident memory of a process since its exec, in KiB (VmHWM); 0 if there is no such process.
/// wait4(2) differs: it includes the peak before exec, which is the parent's.
std::uint64_t peak_memory_kib_of(pid_t pid);

}  // namespace tiga::common
