// Sets of CPU cores, and pinning to them (sched_setaffinity(2)).
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::common {

/// Core numbers, ascending.
using CpuSet = std::vector<int>;

/// The cores that this process may run on now.
CpuSet available_cpus();

/// How many cores a process may run on; 0 if there is no such process.
std::size_t allowed_cpus(pid_t process) noexcept;

/// Pins the calling thread, and the threads and processes it starts later. Throws CannotRun.
/// Async-signal-safe where it succeeds, so that a child may call it between fork and exec.
void pin_to(const CpuSet& cpus);

/// The text form "0,2-3".
std::string to_string(const CpuSet& cpus);

/// The other way round, as the kernel's files have it ("0-3,8"; spaces around it are ignored): core
/// numbers ascending, each once. `nullopt` for any other text.
std::optional<CpuSet> parse_cpu_set(std::string_view text);

}  // namespace tiga::common
