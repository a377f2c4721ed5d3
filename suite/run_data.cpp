#include "suite/run_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "suite/home.hpp"

namespace tiga::suite {
namespace {

std::string cores(const common::CpuSet& cpus) {
  return fmt::format("{} {}", cpus.size() == 1 ? "core" : "cores", common::to_string(cpus));
}

// "1000 requests", "at least 20 requests a connection and 1 s": what a run has at least of each.
std::string amount(const Plan& plan) {
  std::vector<std::string> parts;
  if (plan.requests > 0) {
    parts.push_back(fmt::format("{} requests", plan.requests));
  }
  if (plan.requests_per_connection > 0) {
    parts.push_back(plan.requests_per_connection == 1
                        ? "1 request a connection"
                        : fmt::format("{} requests a connection", plan.requests_per_connection));
  }
  if (plan.duration_s > 0) {
    parts.push_back(fmt::format("{} s", plan.duration_s));
  }
  return fmt::format("{}{}", parts.size() > 1 ? "at least " : "", fmt::join(parts, " and "));
}

std::string open_loops(const Plan& plan) {
  if (plan.loads.empty()) {
    return "";
  }
  std::vector<std::string> shares;
  shares.reserve(plan.loads.size());
  for (const double load : plan.loads) {
    shares.push_back(fmt::format("{:.3g}", load * 100));
  }
  return fmt::format("; open loops ({} arrivals) at {} % of each arm's capacity",
                     plan.poisson ? "Poisson" : "constant", fmt::join(shares, ", "));
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

RunData read_run(const std::filesystem::path& folder) {
  const std::filesystem::path manifest = folder / "manifest.json";
  return {folder, manifest_from_json(common::read_file(manifest), for_people(manifest)),
          read_run_file(folder / "cells.csv", cell_columns())};
}

std::string load_caption(const RunData& run) {
  const Plan& plan = run.manifest.plan;
  const std::uint64_t blocks = run.whole_blocks();
  return fmt::format("{} of GET {} a run, {}{}; {}", amount(plan), plan.path,
                     plan.keep_alive ? "persistent connections" : "a connection for each",
                     open_loops(plan),
                     blocks == 1 ? "1 block" : fmt::format("median of {} blocks", blocks));
}

std::string place_caption(const Manifest& manifest) {
  const Placement& placement = manifest.placement;
  return fmt::format("{}; {}", manifest.machine.to_string(),
                     placement.servers && placement.generator
                         ? fmt::format("pinning split: servers on {}, generator on {}",
                                       cores(*placement.servers), cores(*placement.generator))
                         : "pinning free");
}

}  // namespace tiga::suite
