#include "suite/analysis/pressure.hpp"

#include <map>
#include <numeric>
#include <set>
#include <string>

#include "suite/plan/method.hpp"

namespace tiga::suite::analysis {
namespace {

// The arms that run one thread.
std::set<std::string> single_threads(const plan::Plan& plan) {
  std::set<std::string> names;
  for (const std::string& name : plan.measured_arms()) {
    const plan::Arm arm = plan.arm(name);
    if (arm.concurrency_model == plan::one_loop && arm.backends == 0) {
      names.insert(name);
    }
  }
  return names;
}

}  // namespace

bool Pressure::is_much() const { return blocks > 0 && 4 * busy_blocks.size() >= blocks; }

Pressure pressure_of(const records::Manifest& manifest, std::span<const records::CellRow> cells) {
  Pressure pressure;
  const plan::BackgroundClients& beside = manifest.plan.background_clients;
  if (!manifest.placement.servers || !manifest.placement.generator || beside.slow_readers > 0) {
    return pressure;
  }
  const std::set<std::string> alone = single_threads(manifest.plan);
  std::map<std::uint64_t, std::vector<double>> shares;
  for (const records::CellRow& cell : cells) {
    const bool has_cores = cell.concurrency == 1 || alone.contains(cell.arm);
    if (cell.cpu_pressure_share && has_cores) {
      shares[cell.block].push_back(*cell.cpu_pressure_share);
    }
  }
  for (const auto& [block, known] : shares) {
    const double share =
        std::accumulate(known.begin(), known.end(), 0.0) / static_cast<double>(known.size());
    pressure.share += share / static_cast<double>(shares.size());
    if (share > plan::method::much_waiting) {
      pressure.busy_blocks.push_back(static_cast<int>(block));
    }
  }
  pressure.blocks = shares.size();
  return pressure;
}

}  // namespace tiga::suite::analysis
