// Percentiles of latency over the blocks, a panel for each level.
#include <algorithm>
#include <array>
#include <utility>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/describe.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

constexpr std::array<std::pair<std::string_view, records::Real records::CellRow::*>, 4> percentiles{
    std::pair{"latency_p50", &records::CellRow::latency_p50_us},
    std::pair{"latency_p90", &records::CellRow::latency_p90_us},
    std::pair{"latency_p99", &records::CellRow::latency_p99_us},
    std::pair{"latency_p99_9", &records::CellRow::latency_p99_9_us}};

EstimateRows all_percentiles(const ChartSubject& subject, const std::vector<plan::Level>& levels,
                             const std::vector<std::string>& arms) {
  EstimateRows rows;
  for (const auto& [metric, column] : percentiles) {
    const EstimateRows more = rows_of(subject, metric, levels, arms);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

// Which arms have a line in each panel, and which arm has dots of which column.
void set_percentile_series(const ChartSubject& subject, ScriptVariables& variables,
                           const std::vector<plan::Level>& levels,
                           const std::vector<std::string>& arms) {
  std::vector<std::string> here;
  std::vector<std::string> dotted;
  std::vector<std::string> columns;
  for (const plan::Level& level : levels) {
    std::vector<std::size_t> lines;
    std::vector<std::size_t> dots;
    std::string names;
    for (std::size_t at = 0; at < arms.size(); ++at) {
      bool any = false;
      for (const auto& [metric, column] : percentiles) {
        if (find_estimate(subject, metric, level, arms[at]) != nullptr) {
          any = true;
          dots.push_back(at + 1);
          names += (names.empty() ? "" : " ") + std::string(metric);
        }
      }
      if (any) {
        lines.push_back(at + 1);
      }
    }
    here.push_back(list_of(lines));
    dotted.push_back(list_of(dots));
    columns.push_back(names);
  }
  variables.texts("here", here);
  variables.texts("dotted", dotted);
  variables.texts("dotted_metric", columns);
}

void prepare(const ChartSubject& subject, Chart& chart) {
  std::vector<plan::Level> levels = analysis::sorted_levels(subject.plan());
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return !all_percentiles(subject, levels, {arm}).empty();
  });
  if (arms.empty()) {
    chart.why_not = no_latency(subject);
    return;
  }
  std::erase_if(levels, [&](const plan::Level& level) {
    return all_percentiles(subject, {level}, arms).empty();
  });
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  set_percentile_series(subject, variables, levels, arms);
  AxisRange range;
  for (const auto& [metric, column] : percentiles) {
    const AxisRange one =
        range_of(subject, arms, levels, rows_of(subject, metric, levels, arms), column);
    range.take(one.least);
    range.take(one.most);
  }
  set_ticks(variables, "y", log_ticks(range, 6, duration_name));
  variables.number("y_least", range.least);
  variables.number("y_most", range.most);
  variables.text("x_title", subject.said("Percentile (%)", "Persentil (%)"));
  variables.text("y_title", subject.said("Latency", "Latensi"));
  const EstimateRows rows = all_percentiles(subject, levels, arms);
  set_texts(subject, chart,
            {interval_note(subject, rows), bound_caption(rows, subject.language),
             missing_note(subject, arms)});
}

}  // namespace

ChartKind percentiles_chart() {
  return {
      .id = "percentiles",
      .title = {"Latency percentiles", "Persentil latensi"},
      .caption =
          {"Latency by percentile: medians over the blocks with their 95 % intervals; the axis is "
           "1/(1-p)",
           "Latensi menurut persentil: median seluruh blok dengan selang 95 %; sumbunya 1/(1-p)"},
      .prepare = prepare,
      .describe = describe_latencies};
}

}  // namespace tiga::suite::charts
