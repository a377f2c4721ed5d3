#include "suite/analysis/arm_summary.hpp"

#include <algorithm>
#include <map>

#include "stats/median.hpp"
#include "suite/plan/registry.hpp"

namespace tiga::suite::analysis {

Cells cells_of(std::span<const records::CellRow> cells, const std::string& arm,
               const plan::Level& level) {
  Cells found;
  for (const records::CellRow& cell : cells) {
    if (cell.arm == arm && cell.concurrency == level.concurrency && cell.load == level.load) {
      found.push_back(&cell);
    }
  }
  return found;
}

std::vector<double> known_values(const Cells& cells, const CellFigure& figure) {
  std::vector<double> values;
  for (const records::CellRow* cell : cells) {
    if (const records::Real value = cell->valid ? figure(*cell) : std::nullopt) {
      values.push_back(*value);
    }
  }
  return values;
}

records::Real median_over(const Cells& cells, const CellFigure& figure) {
  return stats::median(known_values(cells, figure));
}

records::Real switches_per_request(const records::CellRow& cell) {
  const records::Real& voluntary = cell.server_voluntary_switches_per_request;
  const records::Real& involuntary = cell.server_involuntary_switches_per_request;
  return voluntary && involuntary ? records::Real(*voluntary + *involuntary) : std::nullopt;
}

FailedAlike commonest_failure(const Cells& cells) {
  std::map<std::string, FailedAlike> alike;
  for (const records::CellRow* cell : cells) {
    if (!cell->valid) {
      ++alike.try_emplace(cell->reason.without_examples().field(), FailedAlike{cell, 0})
            .first->second.count;
    }
  }
  const auto most =
      std::ranges::max_element(alike, {}, [](const auto& entry) { return entry.second.count; });
  return most == alike.end() ? FailedAlike() : most->second;
}

std::pair<records::Reason, std::size_t> commonest_reason(const Cells& cells) {
  const FailedAlike failed = commonest_failure(cells);
  return {failed.first == nullptr ? records::Reason() : failed.first->reason, failed.count};
}

ArmSummary facts_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                    const std::string& arm, const plan::Level& level) {
  using R = records::CellRow;
  const Cells here = cells_of(cells, arm, level);
  const plan::Arm served = plan.arm(arm);
  ArmSummary facts;
  facts.relays = served.backends > 0;
  // `--unit connection` passes bytes through unread.
  facts.parses_twice = facts.relays && plan::find_architecture(arm) != nullptr &&
                       std::ranges::count(served.front.arguments, "connection") == 0;
  facts.on_hosts =
      std::ranges::any_of(here, [](const R* cell) { return !cell->server_hosts.empty(); });
  facts.time_taken_s = median_over(here, &R::time_taken_s);
  facts.generator_core_share = median_over(here, &R::generator_core_share);
  facts.server_cpu_us_per_request = median_over(here, &R::server_cpu_us_per_request);
  facts.switches_per_request = median_over(here, switches_per_request);
  facts.listen_overflows = median_over(here, &R::listen_overflows);
  facts.syn_retransmits = median_over(here, &R::syn_retransmits);
  facts.server_core_share = median_over(here, &R::server_core_share);
  facts.backend_jain_index = median_over(here, &R::backend_jain_index);
  return facts;
}

}  // namespace tiga::suite::analysis
