// What a request costs a server.
#include <array>

#include "common/sequences.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

struct Cost {
  std::string_view metric;
  double scale;  ///< from the estimate's unit to the axis'
  text::Message title;
};

constexpr std::array costs{
    Cost{"server_cpu", 1, text::message("CPU time of all server processes, µs a request")},
    Cost{"total_cpu", 1, text::message("CPU time of servers and generator, µs a request")},
    Cost{"context_switches", 1, text::message("Context switches a request")},
    Cost{"peak_memory", 1.0 / 1024, text::message("Peak memory of all server processes, MiB")},
};

// The bars of one cost: a group for each level, in it a bar for each arm.
std::vector<Point> bars_of(const ChartSubject& subject, const Cost& cost, std::size_t panel,
                           const std::vector<plan::Level>& levels,
                           const std::vector<std::string>& arms) {
  std::vector<Point> points;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    add_metric(
        subject, points, cost.metric, arms[at], {panel, at + 1}, levels,
        [](std::size_t group) { return static_cast<double>(group + 1); }, cost.scale);
  }
  return points;
}

// One panel for each cost that is known of some arm.
void set_cost_panels(const ChartSubject& subject, Chart& chart,
                     const std::vector<plan::Level>& levels, const std::vector<std::string>& arms) {
  std::vector<std::string> titles;
  std::vector<double> most;
  std::vector<double> steps;
  std::vector<Point> all;
  for (const Cost& cost : costs) {
    const std::vector<Point> points = bars_of(subject, cost, titles.size() + 1, levels, arms);
    if (points.empty()) {
      continue;
    }
    titles.push_back(tr(subject.language, cost.title));
    const double highest = y_range(points).most;
    most.push_back(highest > 0 ? highest * 1.05 : 1);
    steps.push_back(axis_step(most.back()));
    all.insert(all.end(), points.begin(), points.end());
  }
  set_points(chart, all, titles.size());
  set_panels(chart.variables, titles, 1);
  chart.variables.set("panel_most", most);
  chart.variables.set("panel_step", steps);
}

void prepare_costs(const ChartSubject& subject, Chart& chart) {
  const std::vector<std::string_view> metrics = common::transformed(costs, &Cost::metric);
  const std::vector<std::string> arms =
      arms_with(subject, metrics, analysis::sorted_levels(subject.plan()));
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no cost of a valid cell is known");
    return;
  }
  const std::vector<plan::Level> levels = levels_with(subject, metrics, arms);
  const EstimateRows rows = rows_of(subject, metrics, levels, arms);
  const bool all_known = rows.size() == metrics.size() * levels.size() * arms.size();
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_cost_panels(subject, chart, levels, arms);
  Ticks ticks;
  for (const plan::Level& level : levels) {
    ticks.at.push_back(static_cast<double>(ticks.at.size() + 1));
    ticks.names.push_back(level_mark(subject, level));
  }
  set_ticks(variables, "x", ticks);
  variables.set("x_title", subject.plan().loads.empty()
                               ? tr(subject.language, concurrency_title)
                               : tr(subject.language, "Concurrency, or load of the open loop"));
  set_texts(subject, chart,
            {tr(subject.language, "Bars: medians over the blocks"), interval_note(subject, rows),
             all_known ? "" : tr(subject.language, "a missing bar is not known"),
             missing_note(subject, arms)});
}

std::string describe_costs(const report::ReportInput& input) {
  const text::Language language = input.language;
  const auto medians = [&](const Cost& cost, const std::string& what) {
    return describe_medians(input, what, cost.metric, 1 / cost.scale, 1);
  };
  return medians(costs[0], tr(language, "Server CPU in µs a request by concurrency")) +
         medians(costs[1], tr(language, "CPU of servers and generator in µs a request")) +
         medians(costs[2], tr_in(language, "in a sentence", "Context switches a request")) +
         medians(costs[3], tr(language, "Peak memory of the servers in MiB"));
}

}  // namespace

ChartKind costs_chart() {
  return {.id = "costs",
          .title = text::message("What a request costs the server"),
          .caption = text::message("What a request costs the servers: CPU time, alone and with the "
                                   "generator's, context switches, memory"),
          .prepare = prepare_costs,
          .describe = describe_costs};
}

}  // namespace tiga::suite::charts
