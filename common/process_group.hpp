// What the processes of process groups use while they run (proc(5)).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "common/clock.hpp"

namespace tiga::common {

/// All processes in these groups now. It reads one file for each process of the system.
std::vector<pid_t> members_of(std::span<const pid_t> groups);

/// CPU time of a process until now, to the nanosecond, and of the children that it has waited for,
/// to 10 ms; nothing where there is no such process.
std::optional<Nanoseconds> cpu_time_of(pid_t pid);

/// Threads of a process now; 0 where there is no such process.
std::uint64_t threads_of(pid_t pid);

/// The most memory that a process had resident since its exec, in KiB (VmHWM); 0 where there is no
/// such process. wait4(2) says something else: it also knows the peak before exec, which is that of
/// the parent.
std::uint64_t peak_memory_kib_of(pid_t pid);

}  // namespace tiga::common
