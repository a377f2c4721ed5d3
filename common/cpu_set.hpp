// Sets of CPU cores, and pinning to them (sched_setaffinity(2)).
#pragma once

#include <string>
#include <vector>

namespace tiga::common {

/// Core numbers, ascending.
using CpuSet = std::vector<int>;

/// The cores that this process may run on now.
CpuSet available_cpus();

/// Pins the calling thread, and the threads and processes it starts later. Throws CannotRun.
/// Async-signal-safe where it succeeds, so that a child may call it between fork and exec.
void pin_to(const CpuSet& cpus);

/// The text form "0,2-3".
std::string to_string(const CpuSet& cpus);

}  // namespace tiga::common
