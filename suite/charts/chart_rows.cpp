#include "suite/charts/chart_rows.hpp"

#include <algorithm>
#include <set>

#include "suite/plan/level_text.hpp"

namespace tiga::suite::charts {

EstimateRows rows_of(const ChartSubject& subject, std::string_view metric,
                     const std::vector<plan::Level>& levels, const std::vector<std::string>& arms) {
  EstimateRows rows;
  for (const plan::Level& level : levels) {
    for (const std::string& arm : arms) {
      if (const records::EstimateRow* row = find_estimate(subject, metric, level, arm)) {
        rows.push_back(row);
      }
    }
  }
  return rows;
}

std::vector<plan::Level> levels_where(const ChartSubject& subject, bool open_loop) {
  std::vector<plan::Level> levels = analysis::sorted_levels(subject.plan());
  std::erase_if(levels,
                [&](const plan::Level& level) { return level.load.has_value() != open_loop; });
  return levels;
}

void set_concurrency_axis(ScriptVariables& variables, const std::vector<double>& concurrencies,
                          double pixels) {
  variables.number("x_least", concurrencies.front() / 1.3);
  variables.number("x_most", concurrencies.back() * 1.3);
  set_ticks(variables, "x", concurrency_ticks(concurrencies, pixels));
}

std::vector<double> concurrencies_of(const EstimateRows& rows) {
  std::set<double> found;
  for (const records::EstimateRow* row : rows) {
    found.insert(static_cast<double>(row->concurrency));
  }
  return {found.begin(), found.end()};
}

void add_closed_loops(const ChartSubject& subject, std::vector<Point>& points,
                      const std::string& arm, Slot slot) {
  add_runs(subject, points, arm, [&](const records::CellRow& cell) {
    return cell.load || !cell.ok_per_second
               ? std::nullopt
               : std::optional(Point{.mark = "run",
                                     .slot = slot,
                                     .x = static_cast<double>(cell.concurrency),
                                     .y = *cell.ok_per_second});
  });
  for (const records::EstimateRow* row :
       rows_of(subject, "throughput", levels_where(subject, false), {arm})) {
    points.push_back(estimate_point(*row, slot, static_cast<double>(row->concurrency)));
  }
}

std::string concurrency_title(const ChartSubject& subject) {
  return tr(subject.language, "Concurrency (connections at once)");
}

std::string rate_title(const ChartSubject& subject) {
  return tr(subject.language, "Requests per second");
}

std::string no_latency(const ChartSubject& subject) {
  return tr(subject.language, "no latency of a valid cell is known");
}

void set_level_panels(const ChartSubject& subject, ScriptVariables& variables,
                      const std::vector<plan::Level>& levels) {
  std::vector<std::string> titles;
  titles.reserve(levels.size());
  for (const plan::Level& level : levels) {
    titles.push_back(level_text(level, plan::LevelStyle::title, subject.language));
  }
  variables.count("panels", levels.size());
  variables.count("columns", levels.size() == 1 ? 1 : 2);
  variables.texts("panel_title", titles);
}

}  // namespace tiga::suite::charts
