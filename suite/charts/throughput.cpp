// Throughput against concurrency.
#include <algorithm>

#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

// A cross at the bottom for each arm and level of which every cell failed.
void add_failures(const ChartSubject& subject, std::vector<Point>& points, const std::string& arm,
                  Slot slot, double y) {
  for (const plan::Level& level : levels_where(subject, false)) {
    const analysis::Cells cells = analysis::cells_of(subject.run.cells, arm, level);
    if (!cells.empty() && std::ranges::none_of(cells, &records::CellRow::valid)) {
      points.push_back(
          {.mark = "failed", .slot = slot, .x = static_cast<double>(level.concurrency), .y = y});
    }
  }
}

std::string failure_note(const std::vector<Point>& points, text::Language language) {
  return common::contains(points, "failed", &Point::mark)
             ? tr(language, "Cross at the bottom: no run of that server is valid there")
             : "";
}

void prepare_throughput(const ChartSubject& subject, Chart& chart) {
  const std::vector<plan::Level> levels = levels_where(subject, false);
  const std::vector<std::string> arms = arms_with(subject, {"throughput"}, levels);
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no valid cell of a closed loop");
    return;
  }
  const EstimateRows rows = rows_of(subject, {"throughput"}, levels, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  std::vector<Point> points;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    add_closed_loops(subject, points, arms[at], {1, at + 1});
  }
  const double bottom = y_range(points).most * 0.025;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    add_failures(subject, points, arms[at], {1, at + 1}, bottom);
  }
  set_points(chart, points, 1);
  set_concurrency_axis(variables, x_values(points), 330);
  variables.set("y_most", y_range(points).most * 1.05);
  variables.set("x_title", tr(subject.language, concurrency_title));
  variables.set("y_title", tr(subject.language, rate_title));
  set_texts(subject, chart,
            {interval_note(subject, rows), bound_caption(rows, subject.language),
             missing_note(subject, arms), failure_note(points, subject.language)});
}

}  // namespace

ChartKind throughput_chart() {
  return {.id = "throughput",
          .title = text::message("Throughput against concurrency"),
          .caption = text::message(
              "Throughput against concurrency: medians over the blocks with their 95 % "
              "intervals, each block a faint dot"),
          .prepare = prepare_throughput,
          .describe = describe_throughputs};
}

}  // namespace tiga::suite::charts
