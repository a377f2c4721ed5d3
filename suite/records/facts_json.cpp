#include "suite/records/facts_json.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace tiga::suite::records {
namespace {

// Each core as the kernel lists it: {"node": 0, "threads": "0,32"}.
Json topology_json(const common::Topology& topology) {
  Json cores = Json::array();
  for (const common::PhysicalCore& core : topology) {
    cores.push_back({{"node", core.node}, {"threads", common::to_string(core.cpus)}});
  }
  return cores;
}

common::Topology read_topology(const Json& json) {
  common::Topology topology;
  for (const Json& core : json) {
    const auto cpus = common::parse_cpu_set(core.at("threads").get<std::string>());
    if (!cpus || cpus->empty()) {
      throw std::invalid_argument("a core without threads");
    }
    topology.push_back({*cpus, core.at("node")});
  }
  return topology;
}

}  // namespace

plan::Pinning read_pinning(const Json& json) {
  const auto pinning = plan::parse_pinning(json.get<std::string>());
  if (!pinning) {
    throw std::invalid_argument("unknown pinning");
  }
  return *pinning;
}

Json placement_json(const Placement& placement) {
  return {{"pinning", to_string(placement.pinning)},
          {"server_cores", or_null(placement.servers)},
          {"generator_cores", or_null(placement.generator)}};
}

Placement read_placement(const Json& json) {
  return {read_pinning(json.at("pinning")), read_optional<common::CpuSet>(json.at("server_cores")),
          read_optional<common::CpuSet>(json.at("generator_cores"))};
}

Json machine_json(const Machine& machine) {
  Json sysctls = Json::object();
  for (const auto& [name, value] : machine.sysctls) {
    sysctls[name] = or_null(value);
  }
  return {{"cpu", machine.cpu},
          {"cores", machine.cores},
          {"physical_cores", topology_json(machine.topology)},
          {"cpu_quota", or_null(machine.cpu_quota)},
          {"memory_kib", or_null(machine.memory_kib)},
          {"kernel", machine.kernel},
          {"sysctls", sysctls}};
}

Machine read_machine(const Json& json) {
  Machine machine;
  machine.cpu = json.at("cpu");
  machine.cores = json.at("cores");
  machine.topology = read_topology(json.value("physical_cores", Json::array()));
  machine.cpu_quota = read_optional<double>(json.value("cpu_quota", Json()));
  machine.memory_kib = read_optional<std::uint64_t>(json.at("memory_kib"));
  machine.kernel = json.at("kernel");
  for (const auto& [name, value] : json.at("sysctls").items()) {
    machine.sysctls.emplace_back(name, read_optional<std::string>(value));
  }
  return machine;
}

Json build_json(const BuildFacts& build) {
  Json libraries = Json::object();
  for (const auto& [name, version] : build.libraries) {
    libraries[name] = version;
  }
  return {{"version", build.version},
          {"git_describe", build.git_describe},
          {"source_modified", build.source_modified()},
          {"compiler", build.compiler},
          {"flags", build.flags},
          {"build_type", build.build_type},
          {"sanitizers", build.sanitizers},
          {"measures", build.measures},
          {"libraries", libraries}};
}

BuildFacts read_build(const Json& json) {
  BuildFacts build;
  build.version = json.at("version");
  build.git_describe = json.at("git_describe");
  build.compiler = json.at("compiler");
  build.flags = json.at("flags");
  build.build_type = json.at("build_type");
  build.sanitizers = json.at("sanitizers");
  build.measures = json.at("measures");
  for (const auto& [name, version] : json.at("libraries").items()) {
    build.libraries.emplace_back(name, version);
  }
  return build;
}

}  // namespace tiga::suite::records
