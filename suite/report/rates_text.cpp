#include "suite/report/rates_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

// The upper middle one of an even number: rates of blocks, for people.
records::Real median_rate(const std::vector<const records::CellRow*>& cells) {
  std::vector<double> rates;
  for (const records::CellRow* cell : cells) {
    if (cell->valid && cell->rate) {
      rates.push_back(*cell->rate);
    }
  }
  if (rates.empty()) {
    return std::nullopt;
  }
  const auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
  std::ranges::nth_element(rates, middle);
  return *middle;
}

}  // namespace

std::string rates_text(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       const plan::Level& level, text::Language language) {
  std::vector<std::string> rates;
  std::vector<std::string> bounded;
  for (const std::string& arm : plan.arms) {
    if (const records::Real rate = median_rate(analysis::cells_of(cells, arm, level))) {
      rates.push_back(fmt::format("{} {:.0f}", arm, *rate));
      const analysis::ArmFacts closed =
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
