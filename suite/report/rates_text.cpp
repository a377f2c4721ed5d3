#include "suite/report/rates_text.hpp"

#include <fmt/format.h>

#include <vector>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
std::string rates_text(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       const plan::Level& level, text::Language language) {
  std::vector<std::string> rates;
  std::vector<std::string> bounded;
  for (const std::string& arm : plan.arms) {
    if (const records::Real rate =
            analysis::median_over(analysis::cells_of(cells, arm, level), &records::CellRow::rate)) {
      rates.push_back(fmt::format("{} {:.0f}", arm, *rate));
      const analysis::ArmSummary closed =
          analysis::facts_of(plan, cells, arm, {level.concurrency, std::nullopt});
      if (analysis::is_saturated(closed.generator_core_share).value_or(false)) {
        bounded.push_back(arm);
      }
    }
  }
  if (rates.empty()) {
    return "";
  }
  std::string text =
      tr(language, "Requests a second, of each arm's own capacity: {}.", fmt::join(rates, ", "));
  if (!bounded.empty()) {
    text += tr(
        language,
        " The generator was the limit of {} there: that capacity is a lower bound, the load less "
        "than it says.",
        fmt::join(bounded, ", "));
  }
  return text;
}

}  // namespace tiga::suite::report
