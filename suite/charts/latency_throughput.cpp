// Latency over throughput: what a server gives, and what it takes for it.
#include <algorithm>
#include <cmath>
#include <set>

#include "common/sequences.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/label_places.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

// One path an arm; in open loops one for each concurrency.
std::size_t path_of(const plan::Level& level, const std::vector<plan::Level>& levels) {
  if (!level.load) {
    return 1;
  }
  std::set<std::uint32_t> below;
  for (const plan::Level& other : levels) {
    if (other.concurrency < level.concurrency) {
      below.insert(other.concurrency);
    }
  }
  return below.size() + 1;
}

// What is drawn, and what is said beside the last points.
struct Drawn {
  std::vector<Point> points;
  std::vector<Point> labelled;
  std::vector<std::string> labels;
};

// The latencies of one panel over the throughputs of the same cells.
void add_panel(const ChartSubject& subject, Drawn& drawn, std::string_view metric,
               std::size_t panel, const std::vector<plan::Level>& levels,
               const std::vector<std::string>& arms) {
  for (std::size_t at = 0; at < arms.size(); ++at) {
    const auto point_of = [&](const records::CellRow& cell) -> std::optional<Point> {
      const records::Real latency = analysis::estimated_value(metric, cell);
      const bool shown =
          std::ranges::any_of(levels, [&](const plan::Level& level) { return is_at(cell, level); });
      if (!shown || !latency || !cell.ok_per_second) {
        return std::nullopt;
      }
      return Point{.mark = "run", .slot = {panel, at + 1}, .x = *cell.ok_per_second, .y = *latency};
    };
    add_runs(subject, drawn.points, arms[at], point_of);
  }
  for (const plan::Level& level : levels) {
    for (std::size_t at = 0; at < arms.size(); ++at) {
      const auto* rate = find_estimate(subject, "throughput", level, arms[at]);
      const auto* latency = find_estimate(subject, metric, level, arms[at]);
      if (rate != nullptr && latency != nullptr) {
        Point point = estimate_point(*latency, {panel, at + 1}, rate->median);
        point.x_lower = rate->lower.value_or(rate->median);
        point.x_upper = rate->upper.value_or(rate->median);
        point.path = path_of(level, levels);
        drawn.points.push_back(point);
        drawn.labelled.push_back(point);
        drawn.labels.push_back(level_mark(subject, level));
      }
    }
  }
}

// Labels stand where they cover neither points nor intervals; as fractions of a panel.
void set_labels(ScriptVariables& variables, const Drawn& drawn, double most_rate,
                const AxisRange& latency) {
  constexpr double width = 428;  // pixels, about those of style.gp
  constexpr double height = 166;
  const auto x_of = [&](double rate) { return rate / most_rate * width; };
  const auto y_of = [&](double value) {
    return std::log(latency.most / value) / std::log(latency.most / latency.least) * height;
  };
  std::vector<std::size_t> panels;
  std::vector<double> left;
  std::vector<double> above;
  std::vector<std::string> texts;
  for (std::size_t panel = 1; panel <= 2; ++panel) {
    std::vector<Spot> spots;
    std::vector<Box> intervals;
    for (std::size_t at = 0; at < drawn.labelled.size(); ++at) {
      const Point& point = drawn.labelled[at];
      if (point.slot.panel == panel) {
        const double x = x_of(point.x);
        const double y = y_of(point.y);
        spots.push_back({x, y, drawn.labels[at]});
        intervals.push_back({x_of(point.x_lower), x_of(point.x_upper), y - 1, y + 1});
        intervals.push_back({x - 1, x + 1, y_of(point.y_upper), y_of(point.y_lower)});
      }
    }
    for (const LabelPlace& place : place_labels(spots, intervals, width, height)) {
      panels.push_back(panel);
      left.push_back(place.x / width);
      above.push_back(1 - place.y / height);
      texts.push_back(spots[place.spot].text);
    }
  }
  variables.set("label_panel", panels);
  variables.set("label_x", left);
  variables.set("label_y", above);
  variables.set("label_text", texts);
}

void prepare_latency_throughput(const ChartSubject& subject, Chart& chart) {
  const bool open_loop = !subject.plan().loads.empty();
  const std::vector<plan::Level> levels = levels_where(subject, open_loop);
  const std::vector<std::string> arms =
      common::filtered(subject.plan().arms, [&](const std::string& arm) {
        return !rows_of(subject, {"latency_p50"}, levels, {arm}).empty() &&
               !rows_of(subject, {"latency_p99"}, levels, {arm}).empty();
      });
  if (arms.empty()) {
    chart.why_not = tr(subject.language, no_latency);
    return;
  }
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  Drawn drawn;
  add_panel(subject, drawn, "latency_p50", 1, levels, arms);
  add_panel(subject, drawn, "latency_p99", 2, levels, arms);
  set_points(chart, drawn.points, 2);
  const AxisRange latency = set_log_axis(variables, "y", y_range(drawn.points), 6, duration_name);
  const double most_rate = x_range(drawn.points).most * 1.08;
  variables.set("x_most", most_rate);
  variables.set("x_step", axis_step(most_rate));
  set_labels(variables, levels.size() > 1 ? drawn : Drawn{}, most_rate, latency);
  const EstimateRows p99 = rows_of(subject, {"latency_p99"}, levels, arms);
  set_panels(variables,
             {tr(subject.language, "Median latency"), tr(subject.language, "99th percentile")}, 1);
  variables.set("x_title", tr(subject.language, rate_title));
  variables.set("y_title", tr(subject.language, "Latency"));
  const std::string labelled = levels.size() == 1 ? ""
                               : open_loop ? tr(subject.language, "Open loops, labelled by load")
                                           : tr(subject.language, "Labelled by concurrency");
  set_texts(subject, chart,
            {labelled, interval_note(subject, p99), bound_caption(p99, subject.language),
             missing_note(subject, arms)});
}

std::string describe_latency_throughput(const report::ReportInput& input) {
  return describe_throughputs(input) + describe_latencies(input);
}

}  // namespace

ChartKind latency_throughput_chart() {
  return {.id = "latency-throughput",
          .title = text::message("Latency over throughput"),
          .caption = text::message(
              "Median and p99 latency over throughput, a path for each server; down and to "
              "the right is better"),
          .prepare = prepare_latency_throughput,
          .describe = describe_latency_throughput};
}

}  // namespace tiga::suite::charts
