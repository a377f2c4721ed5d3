#include "suite/verdict_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "suite/level_text.hpp"
#include "suite/paragraph.hpp"

namespace tiga::suite {
namespace {

constexpr double much_stolen = 0.1;

// The one reason why there is no verdict at all, or "".
std::string why_none(std::span<const Verdict> verdicts) {
  if (verdicts.empty()) {
    return "one block says nothing of how far runs differ";
  }
  const bool same = std::ranges::all_of(verdicts, [&](const Verdict& verdict) {
    return verdict.finding == Finding::invalid && verdict.doubt == verdicts.front().doubt;
  });
  return same ? verdicts.front().doubt : "";
}

bool is_skipped(const RunData& run, const std::string& arm) {
  return std::ranges::find(run.cells, arm, &CellRow::arm) == run.cells.end();
}

// Of all cells that know it.
Real stolen_share(const RunData& run) {
  double sum = 0;
  double known = 0;
  for (const CellRow& cell : run.cells) {
    if (cell.stolen_share) {
      sum += *cell.stolen_share;
      ++known;
    }
  }
  return known > 0 ? Real(sum / known) : std::nullopt;
}

std::string notes(const RunData& run) {
  std::string page;
  for (const std::string& arm : run.manifest.plan.arms) {
    if (is_skipped(run, arm)) {
      page += note(fmt::format("{} was not measured.", arm));
    }
  }
  if (const Real stolen = stolen_share(run); stolen && *stolen > much_stolen) {
    page +=
        note(fmt::format("The hypervisor gave {:.0f} % of the cores' time to others: measure "
                         "again on a quieter machine before you believe any of this.",
                         *stolen * 100));
  }
  return page;
}

}  // namespace

std::string verdicts_page(const RunData& run, std::span<const Verdict> verdicts) {
  const Plan& plan = run.manifest.plan;
  if (plan.arms.size() < 2 || run.cells.empty()) {
    return "";
  }
  if (const std::string why = why_none(verdicts); !why.empty()) {
    return fmt::format("\n{}{}", paragraph(fmt::format("No verdicts: {}.", why), "", "  "),
                       notes(run));
  }
  std::string page = fmt::format(
      "\nVerdicts, with 95 % intervals; within ±{:.3g} % is equivalent\n", plan.delta * 100);
  for (const Level& level : plan.levels()) {
    page += paragraph(level_text(plan, run.cells, verdicts, level), "", "  ");
  }
  return page + notes(run) +
         note("The rules stand in docs/method.md, every comparison in verdicts.csv.");
}

}  // namespace tiga::suite
