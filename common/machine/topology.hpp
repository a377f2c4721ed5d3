// Which cores of a machine share hardware, as /sys/devices/system tells (Linux:
// Documentation/admin-guide/cputopology.rst).
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "common/cpu_set.hpp"

namespace tiga::common {

/// One physical core.
struct PhysicalCore {
  CpuSet cpus;   ///< its hardware threads (SMT siblings) that may be used; at least one
  int node = 0;  ///< its NUMA node

  friend bool operator==(const PhysicalCore&, const PhysicalCore&) = default;
};

/// Ordered by node, then by the first hardware thread.
using Topology = std::vector<PhysicalCore>;

/// The physical cores that these hardware threads belong to. `cpus` are those that may be used: a
/// process's affinity, which a control group's cpuset has limited already. A thread of which
/// nothing is told is a core by itself, on node 0. Never throws on what a file says.
Topology read_topology(const CpuSet& cpus,
                       const std::filesystem::path& system = "/sys/devices/system");

/// All hardware threads of these cores.
CpuSet cpus_of(std::span<const PhysicalCore> cores);

/// Their NUMA nodes, ascending, each once.
std::vector<int> nodes_of(std::span<const PhysicalCore> cores);

}  // namespace tiga::common
