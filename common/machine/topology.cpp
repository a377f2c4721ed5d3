#include "common/machine/topology.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <tuple>

namespace tiga::common {
namespace {

namespace fs = std::filesystem;

// The cores that a file lists; none if there is no such file.
CpuSet list_in(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return parse_cpu_set(line).value_or(CpuSet());
}

// The usable hardware threads of the core that this one belongs to.
CpuSet siblings_of(int cpu, const CpuSet& usable, const fs::path& system) {
  const fs::path folder = system / "cpu" / ("cpu" + std::to_string(cpu)) / "topology";
  CpuSet all = list_in(folder / "core_cpus_list");
  if (all.empty()) {
    all = list_in(folder / "thread_siblings_list");  // its name before Linux 5.0
  }
  CpuSet siblings;
  std::ranges::set_intersection(all, usable, std::back_inserter(siblings));
  return std::ranges::binary_search(siblings, cpu) ? siblings : CpuSet{cpu};
}

int node_of(int cpu, const fs::path& system) {
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(system / "node", none)) {
    const std::string name = entry.path().filename().string();
    const auto number = name.starts_with("node") ? parse_cpu_set(name.substr(4)) : std::nullopt;
    if (number && number->size() == 1 &&
        std::ranges::binary_search(list_in(entry.path() / "cpulist"), cpu)) {
      return number->front();
    }
  }
  return 0;
}

}  // namespace

Topology read_topology(const CpuSet& cpus, const fs::path& system) {
  Topology cores;
  CpuSet seen;
  for (const int cpu : cpus) {
    if (std::ranges::find(seen, cpu) != seen.end()) {
      continue;
    }
    PhysicalCore core{siblings_of(cpu, cpus, system), node_of(cpu, system)};
    std::erase_if(core.cpus,
                  [&](int sibling) { return std::ranges::find(seen, sibling) != seen.end(); });
    seen.insert(seen.end(), core.cpus.begin(), core.cpus.end());
    cores.push_back(std::move(core));
  }
  std::ranges::sort(
      cores, {}, [](const PhysicalCore& core) { return std::tuple(core.node, core.cpus.front()); });
  return cores;
}

CpuSet cpus_of(std::span<const PhysicalCore> cores) {
  CpuSet all;
  for (const PhysicalCore& core : cores) {
    all.insert(all.end(), core.cpus.begin(), core.cpus.end());
  }
  std::ranges::sort(all);
  return all;
}

std::vector<int> nodes_of(std::span<const PhysicalCore> cores) {
  std::vector<int> nodes;
  for (const PhysicalCore& core : cores) {
    nodes.push_back(core.node);
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

}  // namespace tiga::common
