// What a request costs a server.
#include <algorithm>
#include <array>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/describe.hpp"
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
    Cost{"context_switches", 1, text::message("Context switches a request")},
    Cost{"peak_memory", 1.0 / 1024, text::message("Peak memory of all server processes, MiB")},
};

// The bars' groups: every level at which something is known.
std::vector<plan::Level> known_levels(const ChartSubject& subject,
                                      const std::vector<std::string>& arms) {
  std::vector<plan::Level> levels = analysis::sorted_levels(subject.plan());
  std::erase_if(levels, [&](const plan::Level& level) {
    return std::ranges::all_of(costs, [&](const Cost& cost) {
      return rows_of(subject, cost.metric, {level}, arms).empty();
    });
  });
  return levels;
}

// The bars of one cost: a group for each level, in it a bar for each arm.
std::vector<Point> bars_of(const ChartSubject& subject, const Cost& cost, std::size_t panel,
                           const std::vector<plan::Level>& levels,
                           const std::vector<std::string>& arms) {
  std::vector<Point> points;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    const Slot slot{panel, at + 1};
    add_runs(subject, points, arms[at], [&](const records::CellRow& cell) -> std::optional<Point> {
      const auto level =
          std::ranges::find_if(levels, [&](const plan::Level& each) { return is_at(cell, each); });
      const records::Real value = analysis::estimated_value(cost.metric, cell);
      if (level == levels.end() || !value) {
        return std::nullopt;
      }
      return Point{.mark = "run",
                   .slot = slot,
                   .x = static_cast<double>(level - levels.begin() + 1),
                   .y = *value * cost.scale};
    });
    for (std::size_t group = 0; group < levels.size(); ++group) {
      if (const auto* row = find_estimate(subject, cost.metric, levels[group], arms[at])) {
        points.push_back(estimate_point(*row, slot, static_cast<double>(group + 1), cost.scale));
      }
    }
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
  chart.variables.count("panels", titles.size());
  chart.variables.count("columns", 1);
  chart.variables.texts("panel_title", titles);
  chart.variables.numbers("panel_most", most);
  chart.variables.numbers("panel_step", steps);
}

EstimateRows all_costs(const ChartSubject& subject, const std::vector<plan::Level>& levels,
                       const std::vector<std::string>& arms) {
  EstimateRows all;
  for (const Cost& cost : costs) {
    const EstimateRows rows = rows_of(subject, cost.metric, levels, arms);
    all.insert(all.end(), rows.begin(), rows.end());
  }
  return all;
}

std::string unknown_note(const ChartSubject& subject, const std::vector<plan::Level>& levels,
                         const std::vector<std::string>& arms) {
  const bool all = std::ranges::all_of(costs, [&](const Cost& cost) {
    return rows_of(subject, cost.metric, levels, arms).size() == levels.size() * arms.size();
  });
  return all ? "" : tr(subject.language, "a missing bar is not known");
}

void prepare_costs(const ChartSubject& subject, Chart& chart) {
  const std::vector<plan::Level> every = analysis::sorted_levels(subject.plan());
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return std::ranges::any_of(costs, [&](const Cost& cost) {
      return !rows_of(subject, cost.metric, every, {arm}).empty();
    });
  });
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no cost of a valid cell is known");
    return;
  }
  const std::vector<plan::Level> levels = known_levels(subject, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_cost_panels(subject, chart, levels, arms);
  Ticks ticks;
  for (const plan::Level& level : levels) {
    ticks.at.push_back(static_cast<double>(ticks.at.size() + 1));
    ticks.names.push_back(level_mark(subject, level));
  }
  set_ticks(variables, "x", ticks);
  variables.text("x_title", subject.plan().loads.empty()
                                ? concurrency_title(subject)
                                : tr(subject.language, "Concurrency, or load of the open loop"));
  set_texts(subject, chart,
            {tr(subject.language, "Bars: medians over the blocks"),
             interval_note(subject, all_costs(subject, levels, arms)),
             unknown_note(subject, levels, arms), missing_note(subject, arms)});
}

records::Real switches(const records::CellRow& cell) {
  const records::Real& voluntary = cell.server_voluntary_switches_per_request;
  const records::Real& involuntary = cell.server_involuntary_switches_per_request;
  return voluntary && involuntary ? records::Real(*voluntary + *involuntary) : std::nullopt;
}

records::Real memory_mib(const records::CellRow& cell) {
  return cell.server_peak_memory_kib
             ? records::Real(static_cast<double>(*cell.server_peak_memory_kib) / 1024)
             : std::nullopt;
}

std::string describe_costs(const report::ReportInput& input) {
  const text::Language language = input.language;
  const auto cpu = [](const records::CellRow& cell) { return cell.server_cpu_us_per_request; };
  return describe_medians(input, tr(language, "Server CPU in µs a request by concurrency"), cpu,
                          1) +
         describe_medians(input, tr_in(language, "in a sentence", "Context switches a request"),
                          switches, 1) +
         describe_medians(input, tr(language, "Peak memory of the servers in MiB"), memory_mib, 1);
}

}  // namespace

ChartKind costs_chart() {
  return {.id = "costs",
          .title = text::message("What a request costs the server"),
          .caption =
              text::message("What a request costs the servers: CPU time, context switches, memory"),
          .prepare = prepare_costs,
          .describe = describe_costs};
}

}  // namespace tiga::suite::charts
