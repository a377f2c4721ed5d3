// Latency over throughput: what a server gives, and what it takes for it.
#include <algorithm>
#include <cmath>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/kinds.hpp"
#include "suite/charts/label_places.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

// One path an arm; in open loops one for each concurrency.
void set_paths(ScriptVariables& variables, const std::vector<plan::Level>& levels, bool open_loop,
               const std::vector<std::string>& arms, const EstimateRows& rows) {
  std::vector<std::uint32_t> paths;
  std::vector<std::size_t> path_of_level;
  path_of_level.reserve(levels.size());
  for (const plan::Level& level : levels) {
    const std::uint32_t path = open_loop ? level.concurrency : 0;
    if (paths.empty() || paths.back() != path) {
      paths.push_back(path);
    }
    path_of_level.push_back(paths.size());
  }
  std::vector<std::size_t> series_arm;
  std::vector<std::size_t> series_path;
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    for (std::size_t path = 0; path < paths.size(); ++path) {
      if (std::ranges::any_of(rows, [&](const records::EstimateRow* row) {
            return row->arm == arms[arm] && (!open_loop || row->concurrency == paths[path]);
          })) {
        series_arm.push_back(arm + 1);
        series_path.push_back(path + 1);
      }
    }
  }
  variables.counts("level_path", path_of_level);
  variables.counts("series_arm", series_arm);
  variables.counts("series_path", series_path);
}

// Where on the throughput axis each arm's levels stand: by arm, then level; 0 where nowhere.
void set_throughputs(const ChartSubject& subject, ScriptVariables& variables,
                     const std::vector<plan::Level>& levels, const std::vector<std::string>& arms) {
  std::vector<double> median;
  std::vector<double> lower;
  std::vector<double> upper;
  for (const std::string& arm : arms) {
    for (const plan::Level& level : levels) {
      const records::EstimateRow* row = find_estimate(subject, "throughput", level, arm);
      median.push_back(row == nullptr ? 0 : row->median);
      lower.push_back(row == nullptr ? 0 : row->lower.value_or(row->median));
      upper.push_back(row == nullptr ? 0 : row->upper.value_or(row->median));
    }
  }
  variables.numbers("rate", median);
  variables.numbers("rate_lower", lower);
  variables.numbers("rate_upper", upper);
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
                         level_name(subject_, level)});
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

}  // namespace

Chart latency_throughput_chart(const ChartSubject& subject) {
  Chart chart{"latency-throughput", tr(subject.language, "Latency over throughput")};
  const bool open_loop = !subject.plan().loads.empty();
  const std::vector<plan::Level> levels = levels_where(subject, open_loop);
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return !rows_of(subject, "latency_p50", levels, {arm}).empty() &&
           !rows_of(subject, "latency_p99", levels, {arm}).empty();
  });
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no latency of a valid cell is known");
    return chart;
  }
  const EstimateRows p50 = rows_of(subject, "latency_p50", levels, arms);
  const EstimateRows p99 = rows_of(subject, "latency_p99", levels, arms);
  const EstimateRows rates = rows_of(subject, "throughput", levels, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_levels(variables, levels);
  set_throughputs(subject, variables, levels, arms);
  set_paths(variables, levels, open_loop, arms, p99);
  AxisRange latency = range_of(subject, arms, levels, p50, &records::CellRow::latency_p50_us);
  latency.take(range_of(subject, arms, levels, p99, &records::CellRow::latency_p99_us).most);
  set_ticks(variables, "y", log_ticks(latency, 6, duration_name));
  variables.number("y_least", latency.least);
  variables.number("y_most", latency.most);
  const double most_rate =
      range_of(subject, arms, levels, rates, &records::CellRow::ok_per_second).most * 1.08;
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
  variables.texts("panel_metric", {"latency_p50", "latency_p99"});
  variables.texts("panel_column", {"latency_p50_us", "latency_p99_us"});
  variables.texts("panel_title", {tr(subject.language, "Median latency"),
                                  tr(subject.language, "99th percentile")});
  variables.text("x_title", tr(subject.language, "Requests per second"));
  variables.text("y_title", tr(subject.language, "Latency"));
  const std::string labelled = levels.size() == 1 ? ""
                               : open_loop ? tr(subject.language, "Open loops, labelled by load")
                                           : tr(subject.language, "Labelled by concurrency");
  set_texts(subject, chart,
            {labelled, interval_note(subject, p99), bound_caption(p99, subject.language),
             missing_note(subject, arms)});
  return chart;
}

}  // namespace tiga::suite::charts
