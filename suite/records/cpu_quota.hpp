// How much CPU time control groups let a process have.
#pragma once

#include <filesystem>
#include <optional>

namespace tiga::suite::records {

/// The CPUs' worth of time that this process's control group may use, or one above it, whichever is
/// least: 1.5 for one and a half. `nullopt` if none is limited, or nothing is told (Linux:
/// Documentation/admin-guide/cgroup-v2.rst, `cpu.max`; scheduler/sched-bwc.rst,
/// `cpu.cfs_quota_us`). `groups` names its groups, `mounted` has them. Never throws on what a file
/// says.
std::optional<double> cpu_quota(const std::filesystem::path& groups = "/proc/self/cgroup",
                                const std::filesystem::path& mounted = "/sys/fs/cgroup");

}  // namespace tiga::suite::records
