#include "suite/records/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "common/build_info.hpp"
#include "common/error.hpp"

namespace tiga::suite::records {
namespace {

using Json = nlohmann::ordered_json;

// In the order of their enumerators.
constexpr std::array<std::string_view, 3> statuses{"running", "complete", "interrupted"};
constexpr std::array<std::string_view, 3> ends{"precise", "blocks", "budget"};

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class Value>
std::optional<Value> read_optional(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional<Value>(json.get<Value>());
}

// For readers; read back are the text, the name, and what may differ from the text.
Json plan_json(const plan::Plan& plan, const std::string& text) {
  return {{"name", plan.name},
          {"folder", plan.folder.string()},
          {"description", plan.description},
          {"published", or_null(plan.published)},
          {"arms", plan.arms},
          {"aa", or_null(plan.aa)},
          {"concurrencies", plan.concurrencies},
          {"loads", plan.loads},
          {"requests", plan.requests},
          {"requests_per_connection", plan.requests_per_connection},
          {"duration_s", plan.duration_s},
          {"time_limit_s", plan.time_limit_s},
          {"path", plan.path},
          {"keep_alive", plan.keep_alive},
          {"body_bytes", plan.body_bytes},
          {"idle", plan.background_clients.idle},
          {"slow_readers", plan.background_clients.slow_readers},
          {"slow_path", plan.background_clients.slow_path},
          {"slow_rate", plan.background_clients.slow_rate},
          {"blocks", plan.blocks},
          {"most_blocks", plan.most_blocks},
          {"budget_s", or_null(plan.budget_s)},
          {"precision", plan.precision},
          {"delta", plan.delta},
          {"pinning", to_string(plan.pinning)},
          {"text", text}};
}

plan::Pinning read_pinning(const Json& json) {
  const auto pinning = plan::parse_pinning(json.get<std::string>());
  if (!pinning) {
    throw std::invalid_argument("unknown pinning");
  }
  return *pinning;
}

plan::Plan read_plan(const Json& json) {
  const std::string name = json.at("name");
  const std::filesystem::path folder = json.value("folder", "");
  plan::Plan plan = plan::parse_plan(json.at("text").get<std::string>(), folder / (name + ".toml"));
  plan.pinning = read_pinning(json.at("pinning"));
  plan.budget_s = read_optional<std::uint32_t>(json.at("budget_s"));
  // Runs of before that key stood beside the report of 2020, whatever the plan.
  plan.published =
      json.contains("published") ? plan.published : std::optional<std::string>("report-2020");
  json.at("arms").get_to(plan.arms);
  plan.aa = json.contains("aa") ? read_optional<std::string>(json.at("aa")) : std::nullopt;
  return plan;
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

// "fmt 9.1.0;…", as CMake found them.
std::vector<std::pair<std::string, std::string>> libraries() {
  std::vector<std::pair<std::string, std::string>> found;
  std::istringstream all(TIGA_LIBRARIES);
  for (std::string name, version; all >> name && std::getline(all >> std::ws, version, ';');) {
    found.emplace_back(name, version);
  }
  return found;
}

}  // namespace

std::string_view to_string(RunStatus status) {
  return statuses.at(static_cast<std::size_t>(status));
}

RunStatus parse_status(std::string_view text) {
  const auto* const found = std::ranges::find(statuses, text);
  if (found == statuses.end()) {
    throw std::invalid_argument(fmt::format("unknown status '{}'", text));
  }
  return static_cast<RunStatus>(found - statuses.begin());
}

std::string_view to_string(SweepEnd end) { return ends.at(static_cast<std::size_t>(end)); }

std::optional<SweepEnd> parse_sweep_end(std::string_view text) {
  const auto* const found = std::ranges::find(ends, text);
  return found == ends.end() ? std::nullopt
                             : std::optional(static_cast<SweepEnd>(found - ends.begin()));
}

bool BuildFacts::source_modified() const {
  return git_describe == "unknown" || git_describe.ends_with("-dirty");
}

BuildFacts build_facts() {
  const common::BuildInfo& info = common::build_info();
  return {std::string(info.version),
          std::string(info.git_describe),
          std::string(info.compiler),
          std::string(info.flags),
          std::string(info.build_type),
          std::string(info.sanitizers),
          info.measures(),
          libraries()};
}

std::string to_json(const Manifest& manifest) {
  Json left_out = Json::array();
  for (const Reason& reason : manifest.left_out) {
    left_out.push_back(reason.field());
  }
  const Json json = {{"plan", plan_json(manifest.plan, manifest.plan_text)},
                     {"left_out", left_out},
                     {"seed", manifest.seed},
                     {"cells_planned", manifest.cells_planned},
                     {"status", to_string(manifest.status)},
                     {"ended_by", manifest.ended_by ? to_string(*manifest.ended_by) : ""},
                     {"started", manifest.started},
                     {"resumed", manifest.resumed},
                     {"finished", or_null(manifest.finished)},
                     {"load_average", or_null(manifest.load_average)},
                     {"beside_another_run", manifest.beside_another_run},
                     {"placement", placement_json(manifest.placement)},
                     {"machine", machine_json(manifest.machine)},
                     {"build", build_json(manifest.build)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Manifest manifest_from_json(std::string_view text, std::string_view file) {
  try {
    const Json json = Json::parse(text);
    Manifest manifest;
    manifest.plan = read_plan(json.at("plan"));
    manifest.plan_text = json.at("plan").at("text");
    for (const Json& reason : json.value("left_out", Json::array())) {
      manifest.left_out.push_back(Reason::from_field(reason));
    }
    manifest.seed = json.at("seed");
    manifest.cells_planned = json.at("cells_planned");
    manifest.status = parse_status(json.at("status").get<std::string>());
    manifest.ended_by = parse_sweep_end(json.value("ended_by", ""));
    manifest.started = json.at("started");
    manifest.resumed = json.value("resumed", std::vector<std::string>());
    manifest.finished = read_optional<std::string>(json.at("finished"));
    manifest.load_average = read_optional<double>(json.value("load_average", Json(nullptr)));
    manifest.beside_another_run = json.value("beside_another_run", false);
    manifest.placement = read_placement(json.at("placement"));
    manifest.machine = read_machine(json.at("machine"));
    manifest.build = read_build(json.at("build"));
    return manifest;
  } catch (const std::exception& error) {
    throw common::CannotRun(std::string(file) + " is not a manifest of a run: " + error.what());
  }
}

}  // namespace tiga::suite::records
