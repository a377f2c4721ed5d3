#include "suite/records/run_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "suite/plan/registry.hpp"
#include "suite/records/paths.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::records {
namespace {

// "cores 0-3", on a machine with several NUMA nodes "cores 0-3 (NUMA node 0)".
std::string cores(const common::CpuSet& cpus, const Machine& machine, text::Language language) {
  std::string text =
      fmt::format("{} {}", (cpus.size() == 1 ? tr(language, "core") : tr(language, "cores")),
                  common::to_string(cpus));
  if (nodes_of(machine.topology).size() < 2) {
    return text;
  }
  return tr(language, "{} (NUMA node {})", text,
            common::to_string(nodes_of(part_of(machine.topology, cpus))));
}

// "1000 requests", "at least 20 requests a connection and 1 s": what a run has at least of each.
std::string amount(const plan::Plan& plan, text::Language language) {
  std::vector<std::string> parts;
  if (plan.requests > 0) {
    parts.push_back(fmt::format("{} {}", plan.requests, tr(language, "requests")));
  }
  if (plan.requests_per_connection > 0) {
    const bool one = plan.requests_per_connection == 1;
    parts.push_back(fmt::format(
        "{} {}", plan.requests_per_connection,
        (one ? tr(language, "request a connection") : tr(language, "requests a connection"))));
  }
  if (plan.duration_s > 0) {
    parts.push_back(fmt::format("{} {}", plan.duration_s, tr_in(language, "seconds", "s")));
  }
  return fmt::format("{}{}", parts.size() > 1 ? tr(language, "at least ") : "",
                     fmt::join(parts, tr(language, " and ")));
}

// "POST / with 4096 bytes", "GET /".
std::string request_text(const plan::Plan& plan, text::Language language) {
  return plan.body_bytes == 0 ? fmt::format("GET {}", plan.path)
                              : tr(language, "POST {} with {} bytes", plan.path, plan.body_bytes);
}

// What else goes on; nothing where nothing does.
std::string background_clients_text(const plan::BackgroundClients& background_clients,
                                    text::Language language) {
  std::vector<std::string> parts;
  if (background_clients.idle > 0) {
    parts.push_back(tr(language, "{} idle connections", background_clients.idle));
  }
  if (background_clients.slow_readers > 0) {
    parts.push_back(tr(language, "{} slow readers of {} ({} bytes/s each)",
                       background_clients.slow_readers, background_clients.slow_path,
                       background_clients.slow_rate));
  }
  return parts.empty() ? ""
                       : fmt::format("; {} {}", tr(language, "beside"),
                                     fmt::join(parts, tr(language, " and ")));
}

std::string open_loops(const plan::Plan& plan, text::Language language) {
  if (plan.loads.empty()) {
    return "";
  }
  std::vector<std::string> shares;
  shares.reserve(plan.loads.size());
  for (const double load : plan.loads) {
    shares.push_back(fmt::format("{:.3g}", load * 100));
  }
  const std::string arrivals =
      plan.poisson ? tr(language, "Poisson arrivals") : tr(language, "constant arrivals");
  return tr(language, "; open loops ({}) at {} % of each arm's capacity", arrivals,
            fmt::join(shares, ", "));
}

// "AMD EPYC, 2 cores; pinning split: servers on core 0, generator on core 1".
std::string placement_text(const Machine& machine, const Placement& placement,
                           text::Language language) {
  if (!placement.servers || !placement.generator) {
    return tr(language, "{}; pinning free", machine_text(machine, language));
  }
  return tr(language, "{}; pinning split: servers on {}, generator on {}",
            machine_text(machine, language), cores(*placement.servers, machine, language),
            cores(*placement.generator, machine, language));
}

std::string role_text(const std::string& role, text::Language language) {
  if (role == "generate") {
    return tr(language, "generates");
  }
  if (role == "balance") {
    return tr(language, "balances");
  }
  return role == "serve" ? tr(language, "serves") : tr(language, "runs backends");
}

// "a (generates)"; of a host without a role the name alone.
std::string host_text(const HostFacts& host, text::Language language) {
  std::vector<std::string> roles;
  roles.reserve(host.roles.size());
  for (const std::string& role : host.roles) {
    roles.push_back(role_text(role, language));
  }
  return roles.empty() ? host.name : fmt::format("{} ({})", host.name, fmt::join(roles, ", "));
}

// "a (generates), b (serves); each AMD EPYC, 2 cores", or each with a machine of its own. A host
// that generates only, or serves only, has all its cores for that.
std::string hosts_caption(const std::vector<HostFacts>& hosts, text::Language language) {
  std::vector<std::string> names;
  std::vector<std::string> machines;
  std::vector<std::string> both;
  for (auto* const texts : {&names, &machines, &both}) {
    texts->reserve(hosts.size());
  }
  for (const HostFacts& host : hosts) {
    const bool splits = host.has_role("generate") && host.roles.size() > 1;
    names.push_back(host_text(host, language));
    machines.push_back(splits ? placement_text(host.machine, host.placement, language)
                              : machine_text(host.machine, language));
    both.push_back(fmt::format("{}: {}", names.back(), machines.back()));
  }
  const bool alike = std::ranges::count(machines, machines.front()) ==
                     static_cast<std::ptrdiff_t>(machines.size());
  return alike ? tr(language, "{}; each {}", fmt::join(names, ", "), machines.front())
               : fmt::format("{}", fmt::join(both, "; "));
}

std::string blocks_caption(std::uint64_t blocks, text::Language language) {
  if (blocks < 2) {
    return (blocks == 1 ? tr(language, "1 block") : tr(language, "no whole block"));
  }
  return tr(language, "{} blocks", blocks);
}

}  // namespace

std::uint64_t RunData::invalid_cells() const {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(cells, [](const CellRow& cell) { return !cell.valid; }));
}

std::uint64_t RunData::whole_blocks() const {
  std::map<std::uint64_t, std::uint64_t> sizes;
  for (const CellRow& cell : cells) {
    ++sizes[cell.block];
  }
  return static_cast<std::uint64_t>(std::ranges::count_if(
      sizes, [&](const auto& block) { return block.second == manifest.plan.cells_per_block(); }));
}

Real total_cpu_us_per_request(const CellRow& cell) {
  const auto ok = cell.outcomes[static_cast<std::size_t>(loadgen::Outcome::ok)].value_or(0);
  if (!cell.server_cpu_s || !cell.generator_cpu_s || ok == 0) {
    return std::nullopt;
  }
  return (*cell.server_cpu_s + *cell.generator_cpu_s) / static_cast<double>(ok) * 1e6;
}

Real seconds_of(std::span<const CellRow> cells) {
  Real sum;
  for (const CellRow& cell : cells) {
    if (cell.cell_s) {
      sum = sum.value_or(0) + *cell.cell_s;
    }
  }
  return sum;
}

RunData read_run(const std::filesystem::path& folder) {
  RunData run{folder, read_manifest(folder), read_run_file(folder / "cells.csv", cell_columns())};
  for (CellRow& cell : run.cells) {
    if (!cell.total_cpu_us_per_request) {
      cell.total_cpu_us_per_request = total_cpu_us_per_request(cell);
    }
  }
  return run;
}

std::string load_caption(const RunData& run, text::Language language) {
  const plan::Plan& plan = run.manifest.plan;
  const std::string connections = plan.keep_alive ? tr(language, "persistent connections")
                                                  : tr(language, "a connection for each");
  return tr(language, "{} of {} a run, {}{}{}; {}", amount(plan, language),
            request_text(plan, language), connections,
            background_clients_text(plan.background_clients, language), open_loops(plan, language),
            blocks_caption(run.whole_blocks(), language)) +
         (run.manifest.status == RunStatus::complete ? ""
                                                     : tr(language, " (the run was cut short)"));
}

std::string place_caption(const Manifest& manifest, text::Language language) {
  return manifest.hosts.empty() ? placement_text(manifest.machine, manifest.placement, language)
                                : hosts_caption(manifest.hosts, language);
}

std::string named(const plan::Plan& plan, const std::string& arm, text::Language language) {
  const std::string title = plan.arm(arm).title.in(language);
  return title == arm ? arm : fmt::format("{} ({})", arm, title);
}

std::string machine_text(const Machine& machine, text::Language language) {
  const std::string cpu = machine.cpu.empty() ? tr(language, "unknown CPU") : machine.cpu;
  return machine.cores == 1 ? tr(language, "{}, 1 core", cpu)
                            : tr(language, "{}, {} cores", cpu, machine.cores);
}

}  // namespace tiga::suite::records
