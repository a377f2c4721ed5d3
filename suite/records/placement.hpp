// Where the processes of a run are put.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "common/cpu_set.hpp"
#include "common/machine/topology.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::records {

/// Where the processes of a run are put. Without sets they are not pinned.
struct Placement {
  plan::Pinning pinning = plan::Pinning::free;  ///< in effect: one core cannot be split
  std::optional<common::CpuSet> servers;
  std::optional<common::CpuSet> generator;
};

/// `split` gives servers the first half of the physical cores, the larger one of an odd number, and
/// the generator the others: no hardware thread of one is a sibling of one of the other, and of two
/// equal NUMA nodes each has one. A single physical core is split by its hardware threads; a
/// single hardware thread cannot be split.
Placement place(plan::Pinning pinning, const common::Topology& cores);

/// The placement on one host of several. A host that only serves, or only generates, has all its
/// cores for that; one that does both splits them as place() does.
Placement place_host(plan::Pinning pinning, const common::Topology& cores, bool serves,
                     bool generates);

/// The physical cores of `all` that have any of these hardware threads, with those alone. A thread
/// that is on none of them is a core by itself.
common::Topology part_of(const common::Topology& all, const common::CpuSet& cpus);

/// The hardware threads of each process of an arm with backends, the backends first, then the
/// front: each backend has as many physical cores as the others, the front what is left. Empty if
/// they must share, since there is no core for each, or if there are no backends.
std::vector<common::CpuSet> own_cores(const common::Topology& servers, std::size_t backends);

/// The hardware threads of each of so many processes that are alike: as many physical cores for
/// each. Empty if they must share, since there is no core for each, or if there is one process
/// only.
std::vector<common::CpuSet> equal_cores(const common::Topology& servers, std::size_t processes);

/// Threads of a generator with so many physical cores: one a core, if each has 8 connections or
/// more to serve; at least one.
std::size_t generator_threads(std::size_t cores, std::size_t connections);

}  // namespace tiga::suite::records
