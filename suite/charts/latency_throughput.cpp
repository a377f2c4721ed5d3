// Latency over throughput: what a server gives, and what it takes for it.
#include <algorithm>
#include <cmath>
#include <set>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/describe.hpp"
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

// The latencies of one panel over the throughputs of the same cells.
void add_panel(const ChartSubject& subject, std::vector<Point>& points, std::string_view metric,
               std::size_t panel, const std::vector<plan::Level>& levels,
               const std::vector<std::string>& arms) {
  for (std::size_t at = 0; at < arms.size(); ++at) {
    const Slot slot{panel, at + 1};
    add_runs(subject, points, arms[at], [&](const records::CellRow& cell) -> std::optional<Point> {
      const records::Real latency = analysis::estimated_value(metric, cell);
      const bool shown =
          std::ranges::any_of(levels, [&](const plan::Level& level) { return is_at(cell, level); });
      if (!shown || !latency || !cell.ok_per_second) {
        return std::nullopt;
      }
      return Point{.mark = "run", .slot = slot, .x = *cell.ok_per_second, .y = *latency};
    });
    for (const plan::Level& level : levels) {
      const auto* rate = find_estimate(subject, "throughput", level, arms[at]);
      const auto* latency = find_estimate(subject, metric, level, arms[at]);
      if (rate != nullptr && latency != nullptr) {
        Point point = estimate_point(*latency, slot, rate->median);
        point.x_lower = rate->lower.value_or(rate->median);
        point.x_upper = rate->upper.value_or(rate->median);
        point.path = path_of(level, levels);
        points.push_back(point);
      }
    }
  }
}

// What is said beside the points of one panel after the other, as fractions of a panel.
class Labels {
 public:
  Labels(const ChartSubject& subject, double most_rate, const AxisRange& latency)
      : subject_(subject), most_rate_(most_rate), latency_(latency) {}

  void add_panel(const EstimateRows& rows) {
    std::vector<Spot> spots;
    std::vector<Box> intervals;
    for (const records::EstimateRow* row : rows) {
      const plan::Level level{static_cast<std::uint32_t>(row->concurrency), row->load};
      const records::EstimateRow* rate = find_estimate(subject_, "throughput", level, row->arm);
      if (rate != nullptr) {
        spots.push_back({rate->median / most_rate_ * width, height * height_of(row->median),
                         level_mark(subject_, level)});
        add_intervals(*rate, *row, intervals);
      }
    }
    ++panel_;
    for (const LabelPlace& place : place_labels(spots, intervals, width, height)) {
      panels_.push_back(panel_);
      x_.push_back(place.x / width);
      y_.push_back(1 - place.y / height);
      texts_.push_back(spots[place.spot].text);
    }
  }

  void set(ScriptVariables& variables) const {
    variables.counts("label_panel", panels_);
    variables.numbers("label_x", x_);
    variables.numbers("label_y", y_);
    variables.texts("label_text", texts_);
  }

 private:
  static constexpr double width = 428;  // pixels, about those of style.gp
  static constexpr double height = 166;

  void add_intervals(const records::EstimateRow& rate, const records::EstimateRow& latency,
                     std::vector<Box>& intervals) const {
    const double x = rate.median / most_rate_ * width;
    const double y = height_of(latency.median) * height;
    if (rate.lower && rate.upper) {
      intervals.push_back(
          {*rate.lower / most_rate_ * width, *rate.upper / most_rate_ * width, y - 1, y + 1});
    }
    if (latency.lower && latency.upper) {
      intervals.push_back(
          {x - 1, x + 1, height_of(*latency.upper) * height, height_of(*latency.lower) * height});
    }
  }
  // Of the panel, from the top.
  double height_of(double latency) const {
    return std::log(latency_.most / latency) / std::log(latency_.most / latency_.least);
  }

  const ChartSubject& subject_;
  double most_rate_;
  AxisRange latency_;
  std::size_t panel_ = 0;
  std::vector<std::size_t> panels_;
  std::vector<double> x_;
  std::vector<double> y_;
  std::vector<std::string> texts_;
};

void prepare_latency_throughput(const ChartSubject& subject, Chart& chart) {
  const bool open_loop = !subject.plan().loads.empty();
  const std::vector<plan::Level> levels = levels_where(subject, open_loop);
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return !rows_of(subject, "latency_p50", levels, {arm}).empty() &&
           !rows_of(subject, "latency_p99", levels, {arm}).empty();
  });
  if (arms.empty()) {
    chart.why_not = no_latency(subject);
    return;
  }
  const EstimateRows p50 = rows_of(subject, "latency_p50", levels, arms);
  const EstimateRows p99 = rows_of(subject, "latency_p99", levels, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  std::vector<Point> points;
  add_panel(subject, points, "latency_p50", 1, levels, arms);
  add_panel(subject, points, "latency_p99", 2, levels, arms);
  set_points(chart, points, 2);
  AxisRange latency = y_range(points);
  set_ticks(variables, "y", log_ticks(latency, 6, duration_name));
  variables.number("y_least", latency.least);
  variables.number("y_most", latency.most);
  const double most_rate = x_range(points).most * 1.08;
  variables.number("x_most", most_rate);
  variables.number("x_step", axis_step(most_rate));
  Labels labels(subject, most_rate, latency);
  if (levels.size() > 1) {
    labels.add_panel(p50);
    labels.add_panel(p99);
  }
  labels.set(variables);
  variables.count("panels", 2);
  variables.count("columns", 1);
  variables.texts("panel_title", {tr(subject.language, "Median latency"),
                                  tr(subject.language, "99th percentile")});
  variables.text("x_title", rate_title(subject));
  variables.text("y_title", tr(subject.language, "Latency"));
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
