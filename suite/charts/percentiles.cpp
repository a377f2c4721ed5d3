// Percentiles of latency over the blocks, a panel for each level.
#include <algorithm>
#include <array>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/describe.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

struct Percentile {
  std::string_view metric;
  double nines;  ///< its place on the axis, 1/(1-p)
};

constexpr std::array percentiles{Percentile{"latency_p50", 2}, Percentile{"latency_p90", 10},
                                 Percentile{"latency_p99", 100}, Percentile{"latency_p99_9", 1000}};

EstimateRows all_percentiles(const ChartSubject& subject, const std::vector<plan::Level>& levels,
                             const std::vector<std::string>& arms) {
  EstimateRows rows;
  for (const Percentile& percentile : percentiles) {
    const EstimateRows more = rows_of(subject, percentile.metric, levels, arms);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

void add_percentiles(const ChartSubject& subject, std::vector<Point>& points,
                     const std::string& arm, const plan::Level& level, Slot slot) {
  for (const Percentile& percentile : percentiles) {
    add_runs(subject, points, arm, [&](const records::CellRow& cell) -> std::optional<Point> {
      const records::Real value = analysis::estimated_value(percentile.metric, cell);
      if (!is_at(cell, level) || !value) {
        return std::nullopt;
      }
      return Point{.mark = "run", .slot = slot, .x = percentile.nines, .y = *value};
    });
    if (const records::EstimateRow* row = find_estimate(subject, percentile.metric, level, arm)) {
      points.push_back(estimate_point(*row, slot, percentile.nines));
    }
  }
}

void prepare_percentiles(const ChartSubject& subject, Chart& chart) {
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
  std::vector<Point> points;
  for (std::size_t panel = 0; panel < levels.size(); ++panel) {
    for (std::size_t at = 0; at < arms.size(); ++at) {
      add_percentiles(subject, points, arms[at], levels[panel], {panel + 1, at + 1});
    }
  }
  set_points(chart, points, levels.size());
  AxisRange range = y_range(points);
  set_ticks(variables, "y", log_ticks(range, 6, duration_name));
  variables.number("y_least", range.least);
  variables.number("y_most", range.most);
  variables.text("x_title", tr(subject.language, "Percentile (%)"));
  variables.text("y_title", tr(subject.language, "Latency"));
  const EstimateRows rows = all_percentiles(subject, levels, arms);
  set_texts(subject, chart,
            {interval_note(subject, rows), bound_caption(rows, subject.language),
             missing_note(subject, arms)});
}

}  // namespace

ChartKind percentiles_chart() {
  return {.id = "percentiles",
          .title = text::message("Latency percentiles"),
          .caption = text::message("Latency by percentile: medians over the blocks with their 95 % "
                                   "intervals; the axis is 1/(1-p)"),
          .prepare = prepare_percentiles,
          .describe = describe_latencies};
}

}  // namespace tiga::suite::charts
