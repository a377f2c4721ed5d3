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
  std::string_view english;
  std::string_view indonesian;
};

constexpr std::array costs{
    Cost{"server_cpu", 1, "CPU time of all server processes, µs a request",
         "Waktu CPU semua proses server, µs per permintaan"},
    Cost{"context_switches", 1, "Context switches a request", "Pergantian konteks per permintaan"},
    Cost{"peak_memory", 1.0 / 1024, "Peak memory of all server processes, MiB",
         "Memori puncak semua proses server, MiB"},
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
    titles.push_back(subject.said(cost.english, cost.indonesian));
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
  return all ? ""
             : subject.said("a missing bar is not known", "batang yang tidak ada tidak diketahui");
}

void prepare(const ChartSubject& subject, Chart& chart) {
  const std::vector<plan::Level> every = analysis::sorted_levels(subject.plan());
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return std::ranges::any_of(costs, [&](const Cost& cost) {
      return !rows_of(subject, cost.metric, every, {arm}).empty();
    });
  });
  if (arms.empty()) {
    chart.why_not =
        subject.said("no cost of a valid cell is known", "tidak ada biaya sel sah yang diketahui");
    return;
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
                                ? concurrency_title(subject)
                                : subject.said("Concurrency, or load of the open loop",
                                               "Konkurensi, atau beban open loop"));
  set_texts(subject, chart,
            {subject.said("Bars: medians over the blocks", "Batang: median antarblok"),
             interval_note(subject, rows), unknown_note(subject, levels, arms),
             missing_note(subject, arms)});
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

std::string describe(const report::ReportInput& input) {
  const text::Language language = input.language;
  const auto cpu = [](const records::CellRow& cell) { return cell.server_cpu_us_per_request; };
  return describe_medians(input,
                          either(language, "Server CPU in µs a request by concurrency",
                                 "CPU server dalam µs per permintaan menurut konkurensi"),
                          cpu, 1) +
         describe_medians(
             input, either(language, "Context switches a request", "Context switch per permintaan"),
             switches, 1) +
         describe_medians(input,
                          either(language, "Peak memory of the servers in MiB",
                                 "Memori puncak server dalam MiB"),
                          memory_mib, 1);
}

}  // namespace

ChartKind costs_chart() {
  return {.id = "costs",
          .title = {"What a request costs the server", "Biaya sebuah permintaan bagi server"},
          .caption = {"What a request costs the servers: CPU time, context switches, memory",
                      "Biaya satu permintaan bagi server: waktu CPU, context switch, memori"},
          .prepare = prepare,
          .describe = describe};
}

}  // namespace tiga::suite::charts
