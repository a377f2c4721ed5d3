// What a request costs a server.
#include <algorithm>
#include <array>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/kinds.hpp"
#include "suite/text/tr.hpp"

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

double most_of(const ChartSubject& subject, const Cost& cost, const EstimateRows& rows,
               const std::vector<std::string>& arms) {
  double most = 0;
  for (const records::EstimateRow* row : rows) {
    most = std::max(most, row->upper.value_or(row->median));
  }
  for (const records::CellRow& cell : subject.run.cells) {
    if (cell.valid && std::ranges::find(arms, cell.arm) != arms.end()) {
      most = std::max(most, analysis::estimated_value(cost.metric, cell).value_or(0));
    }
  }
  return most > 0 ? most * cost.scale * 1.05 : 1;
}

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

// One panel for each cost that is known of some arm.
EstimateRows set_cost_panels(const ChartSubject& subject, ScriptVariables& variables,
                             const std::vector<plan::Level>& levels,
                             const std::vector<std::string>& arms) {
  std::vector<std::string> metrics;
  std::vector<std::string> titles;
  std::vector<double> scales;
  std::vector<double> most;
  std::vector<double> steps;
  std::vector<std::string> here;
  EstimateRows all;
  for (const Cost& cost : costs) {
    const EstimateRows rows = rows_of(subject, cost.metric, levels, arms);
    if (rows.empty()) {
      continue;
    }
    std::vector<std::size_t> known;
    for (std::size_t at = 0; at < arms.size(); ++at) {
      if (std::ranges::find(rows, arms[at], &records::EstimateRow::arm) != rows.end()) {
        known.push_back(at + 1);
      }
    }
    metrics.emplace_back(cost.metric);
    titles.push_back(tr(subject.language, cost.title));
    scales.push_back(cost.scale);
    most.push_back(most_of(subject, cost, rows, arms));
    steps.push_back(axis_step(most.back()));
    here.push_back(list_of(known));
    all.insert(all.end(), rows.begin(), rows.end());
  }
  variables.count("panels", metrics.size());
  variables.count("columns", 1);
  variables.texts("panel_metric", metrics);
  variables.texts("panel_title", titles);
  variables.numbers("panel_scale", scales);
  variables.numbers("panel_most", most);
  variables.numbers("panel_step", steps);
  variables.texts("here", here);
  return all;
}

std::string unknown_note(const ChartSubject& subject, const std::vector<plan::Level>& levels,
                         const std::vector<std::string>& arms) {
  const bool all = std::ranges::all_of(costs, [&](const Cost& cost) {
    return rows_of(subject, cost.metric, levels, arms).size() == levels.size() * arms.size();
  });
  return all ? "" : tr(subject.language, "a missing bar is not known");
}

}  // namespace

Chart costs_chart(const ChartSubject& subject) {
  Chart chart{"costs", tr(subject.language, "What a request costs the server")};
  const std::vector<plan::Level> every = analysis::sorted_levels(subject.plan());
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return std::ranges::any_of(costs, [&](const Cost& cost) {
      return !rows_of(subject, cost.metric, every, {arm}).empty();
    });
  });
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no cost of a valid cell is known");
    return chart;
  }
  const std::vector<plan::Level> levels = known_levels(subject, arms);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_levels(variables, levels);
  const EstimateRows rows = set_cost_panels(subject, variables, levels, arms);
  Ticks ticks;
  for (const plan::Level& level : levels) {
    ticks.at.push_back(static_cast<double>(ticks.at.size() + 1));
    ticks.names.push_back(level_name(subject, level));
  }
  set_ticks(variables, "x", ticks);
  variables.text("x_title", subject.plan().loads.empty()
                                ? tr(subject.language, "Concurrency (connections at once)")
                                : tr(subject.language, "Concurrency, or load of the open loop"));
  set_texts(subject, chart,
            {tr(subject.language, "Bars: medians over the blocks"), interval_note(subject, rows),
             unknown_note(subject, levels, arms), missing_note(subject, arms)});
  return chart;
}

}  // namespace tiga::suite::charts
