#include "suite/charts/registry.hpp"

#include <fmt/format.h>

#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/report/failed_runs.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {

std::string describe_medians(const report::ReportInput& input, std::string_view what,
                             std::string_view metric, double unit, int decimals) {
  const auto figure = [&](const records::CellRow& cell) {
    const records::Real value = analysis::estimated_value(metric, cell);
    return value ? records::Real(*value / unit) : std::nullopt;
  };
  const std::vector<std::uint32_t> levels = common::sorted(input.run.manifest.plan.concurrencies);
  std::vector<std::string> arms;
  for (const std::string& arm : input.run.manifest.plan.arms) {
    std::vector<std::string> values;
    for (const std::uint32_t level : levels) {
      if (const records::Real value = analysis::median_over(
              analysis::cells_of(input.run.cells, arm, {level, std::nullopt}), figure)) {
        values.push_back(tr(input.language, "{:.{}f} at {}", *value, decimals, level));
      }
    }
    if (!values.empty()) {
      arms.push_back(fmt::format("{}: {}", arm, fmt::join(values, ", ")));
    }
  }
  return arms.empty() ? "" : fmt::format("{}: {}. ", what, fmt::join(arms, "; "));
}

std::string describe_throughputs(const report::ReportInput& input) {
  return describe_medians(input, tr(input.language, "Median requests per second by concurrency"),
                          "throughput", 1, 0);
}

std::string describe_latencies(const report::ReportInput& input) {
  return describe_medians(input, tr(input.language, "Median latency in ms by concurrency"),
                          "latency_p50", 1000, 2) +
         describe_medians(input, tr(input.language, "Median p99 latency in ms by concurrency"),
                          "latency_p99", 1000, 2);
}

const std::vector<ChartKind>& chart_kinds() {
#define TIGA_CHART_ENTRY(name) name##_chart(),
  static const std::vector<ChartKind> kinds{TIGA_CHARTS(TIGA_CHART_ENTRY)};
#undef TIGA_CHART_ENTRY
  return kinds;
}

std::vector<document::Figure> figures_of(
    const report::ReportInput& input,
    const std::function<std::string(const std::string& id)>& why_absent) {
  const text::Language language = input.language;
  const std::string failures = report::failures_text(input.run, language);
  const std::string where =
      fmt::format("{}. {}{}{}.", load_caption(input.run, language), failures,
                  failures.empty() ? "" : ". ", place_caption(input.run.manifest, language));
  std::vector<document::Figure> figures;
  for (const ChartKind& kind : chart_kinds()) {
    if (kind.is_on_page && !kind.is_on_page(input)) {
      continue;
    }
    std::string description = kind.describe(input);
    description.erase(description.find_last_not_of(' ') + 1);
    figures.push_back({kind.id, fmt::format("{}. {}", tr(language, kind.caption), where),
                       std::move(description), why_absent(kind.id)});
  }
  return figures;
}

}  // namespace tiga::suite::charts
