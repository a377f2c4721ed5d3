// Percentiles of latency over the blocks, a panel for each level.
#include <array>

#include "common/sequences.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

struct Percentile {
  std::string_view metric;
  double nines;  ///< its place on the axis, 1/(1-p)
};

constexpr std::array percentiles{Percentile{"latency_p50", 2}, Percentile{"latency_p90", 10},
                                 Percentile{"latency_p99", 100}, Percentile{"latency_p99_9", 1000}};

void prepare_percentiles(const ChartSubject& subject, Chart& chart) {
  const std::vector<std::string_view> metrics =
      common::transformed(percentiles, &Percentile::metric);
  const std::vector<std::string> arms =
      arms_with(subject, metrics, analysis::sorted_levels(subject.plan()));
  if (arms.empty()) {
    chart.why_not = tr(subject.language, no_latency);
    return;
  }
  const std::vector<plan::Level> levels = levels_with(subject, metrics, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  std::vector<Point> points;
  for (std::size_t panel = 0; panel < levels.size(); ++panel) {
    for (std::size_t at = 0; at < arms.size(); ++at) {
      for (const Percentile& percentile : percentiles) {
        add_metric(subject, points, percentile.metric, arms[at], {panel + 1, at + 1},
                   {levels[panel]}, [&](std::size_t) { return percentile.nines; });
      }
    }
  }
  set_points(chart, points, levels.size());
  set_log_axis(variables, "y", y_range(points), 6, duration_name);
  variables.set("x_title", tr(subject.language, "Percentile (%)"));
  variables.set("y_title", tr(subject.language, "Latency"));
  const EstimateRows rows = rows_of(subject, metrics, levels, arms);
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
