#include "suite/records/placement.hpp"

#include <algorithm>
#include <span>

#include "suite/plan/method.hpp"

namespace tiga::suite::records {
namespace {

// Takes so many sets of so many cores each from the cores that are left.
std::vector<common::CpuSet> first_sets(std::span<const common::PhysicalCore>& left,
                                       std::size_t sets, std::size_t cores_each) {
  std::vector<common::CpuSet> first;
  first.reserve(sets);
  for (std::size_t set = 0; set < sets; ++set) {
    first.push_back(cpus_of(left.first(cores_each)));
    left = left.subspan(cores_each);
  }
  return first;
}

}  // namespace

Placement place(plan::Pinning pinning, const common::Topology& cores) {
  const common::CpuSet cpus = cpus_of(cores);
  if (pinning == plan::Pinning::free || cpus.size() < 2) {
    return {};
  }
  if (cores.size() == 1) {
    const auto middle = cpus.begin() + static_cast<std::ptrdiff_t>((cpus.size() + 1) / 2);
    return {plan::Pinning::split, common::CpuSet(cpus.begin(), middle),
            common::CpuSet(middle, cpus.end())};
  }
  const std::size_t first_half = (cores.size() + 1) / 2;
  const std::span<const common::PhysicalCore> all(cores);
  return {plan::Pinning::split, cpus_of(all.first(first_half)), cpus_of(all.subspan(first_half))};
}

Placement place_host(plan::Pinning pinning, const common::Topology& cores, bool serves,
                     bool generates) {
  if (pinning == plan::Pinning::free || serves == generates) {
    return serves ? place(pinning, cores) : Placement{};
  }
  const std::optional<common::CpuSet> all(cpus_of(cores));
  return {plan::Pinning::split, serves ? all : std::nullopt, generates ? all : std::nullopt};
}

common::Topology part_of(const common::Topology& all, const common::CpuSet& cpus) {
  common::Topology part;
  common::CpuSet left = cpus;
  for (const common::PhysicalCore& core : all) {
    common::PhysicalCore kept{{}, core.node};
    std::ranges::copy_if(core.cpus, std::back_inserter(kept.cpus),
                         [&](int cpu) { return std::ranges::find(left, cpu) != left.end(); });
    std::erase_if(left,
                  [&](int cpu) { return std::ranges::find(kept.cpus, cpu) != kept.cpus.end(); });
    if (!kept.cpus.empty()) {
      part.push_back(std::move(kept));
    }
  }
  for (const int cpu : left) {
    part.push_back({{cpu}, 0});
  }
  return part;
}

std::vector<common::CpuSet> own_cores(const common::Topology& servers, std::size_t backends) {
  if (backends == 0 || servers.size() < backends + 1) {
    return {};
  }
  std::span<const common::PhysicalCore> left(servers);
  std::vector<common::CpuSet> sets = first_sets(left, backends, (servers.size() - 1) / backends);
  sets.push_back(cpus_of(left));
  return sets;
}

std::vector<common::CpuSet> equal_cores(const common::Topology& servers, std::size_t processes) {
  if (processes < 2 || servers.size() < processes) {
    return {};
  }
  std::span<const common::PhysicalCore> left(servers);
  return first_sets(left, processes, servers.size() / processes);
}

std::size_t generator_threads(std::size_t cores, std::size_t connections) {
  return std::clamp<std::size_t>(connections / plan::method::connections_a_thread, 1,
                                 std::max<std::size_t>(cores, 1));
}

}  // namespace tiga::suite::records
