#include "suite/analysis/arm_summary.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "suite/plan/registry.hpp"

namespace tiga::suite::analysis {
namespace {

using Cells = std::vector<const records::CellRow*>;

records::Real median(const Cells& cells,
                     const std::function<records::Real(const records::CellRow&)>& get) {
  std::vector<double> values;
  for (const records::CellRow* cell : cells) {
    if (const records::Real value = get(*cell); value && cell->valid) {
      values.push_back(*value);
    }
  }
  if (values.empty()) {
    return std::nullopt;
  }
  std::ranges::sort(values);
  const std::size_t upper = values.size() / 2;
  return values.size() % 2 == 1 ? values[upper] : (values[upper - 1] + values[upper]) / 2;
}

records::Real real(const records::Count& count) {
  return count ? records::Real(static_cast<double>(*count)) : std::nullopt;
}

records::Real switches(const records::CellRow& cell) {
  const records::Real& voluntary = cell.server_voluntary_switches_per_request;
  const records::Real& involuntary = cell.server_involuntary_switches_per_request;
  return voluntary && involuntary ? records::Real(*voluntary + *involuntary) : std::nullopt;
}

void take_kind(const plan::Plan& plan, const std::string& name, ArmFacts& facts) {
  const plan::Arm arm = plan.arm(name);
  facts.relays = arm.backends > 0;
  // `--unit connection` passes octets through unread.
  facts.parses_twice =
      facts.relays && plan::find_architecture(name) != nullptr &&
      std::ranges::find(arm.front.arguments, "connection") == arm.front.arguments.end();
}

}  // namespace

std::vector<const records::CellRow*> cells_of(std::span<const records::CellRow> cells,
                                              const std::string& arm, const plan::Level& level) {
  Cells found;
  for (const records::CellRow& cell : cells) {
    if (cell.arm == arm && cell.concurrency == level.concurrency && cell.load == level.load) {
      found.push_back(&cell);
    }
  }
  return found;
}

std::pair<std::string, std::size_t> commonest_reason(const Cells& cells) {
  std::map<std::string, std::size_t> counts;
  for (const records::CellRow* cell : cells) {
    if (!cell->valid) {
      ++counts[cell->reason];
    }
  }
  const auto most =
      std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
  if (most == counts.end()) {
    return {};
  }
  return {most->first, most->second};
}

ArmFacts facts_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                  const std::string& arm, const plan::Level& level) {
  using R = records::CellRow;
  const Cells here = cells_of(cells, arm, level);
  ArmFacts facts;
  take_kind(plan, arm, facts);
  facts.time_taken_s = median(here, &R::time_taken_s);
  facts.generator_core_share = median(here, &R::generator_core_share);
  facts.server_cpu_us_per_request = median(here, &R::server_cpu_us_per_request);
  facts.switches_per_request = median(here, switches);
  facts.listen_overflows = median(here, [](const R& row) { return real(row.listen_overflows); });
  facts.syn_retransmits = median(here, [](const R& row) { return real(row.syn_retransmits); });
  facts.server_core_share = median(here, &R::server_core_share);
  facts.backend_jain_index = median(here, &R::backend_jain_index);
  return facts;
}

}  // namespace tiga::suite::analysis
