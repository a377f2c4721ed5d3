#include "suite/charts/chart_rows.hpp"

#include <algorithm>

#include "common/sequences.hpp"
#include "suite/plan/level_text.hpp"

namespace tiga::suite::charts {

EstimateRows rows_of(const ChartSubject& subject, const std::vector<std::string_view>& metrics,
                     const std::vector<plan::Level>& levels, const std::vector<std::string>& arms) {
  EstimateRows rows;
  for (const std::string_view metric : metrics) {
    for (const plan::Level& level : levels) {
      for (const std::string& arm : arms) {
        if (const records::EstimateRow* row = find_estimate(subject, metric, level, arm)) {
          rows.push_back(row);
        }
      }
    }
  }
  return rows;
}

std::vector<std::string> arms_with(const ChartSubject& subject,
                                   const std::vector<std::string_view>& metrics,
                                   const std::vector<plan::Level>& levels) {
  return common::filtered(subject.plan().arms, [&](const std::string& arm) {
    return !rows_of(subject, metrics, levels, {arm}).empty();
  });
}

std::vector<plan::Level> levels_with(const ChartSubject& subject,
                                     const std::vector<std::string_view>& metrics,
                                     const std::vector<std::string>& arms) {
  return common::filtered(analysis::sorted_levels(subject.plan()), [&](const plan::Level& level) {
    return !rows_of(subject, metrics, {level}, arms).empty();
  });
}

std::vector<plan::Level> levels_where(const ChartSubject& subject, bool open_loop) {
  return common::filtered(analysis::sorted_levels(subject.plan()), [&](const plan::Level& level) {
    return level.load.has_value() == open_loop;
  });
}

void set_concurrency_axis(ScriptVariables& variables, const std::set<double>& concurrencies,
                          double pixels) {
  variables.set("x_least", *concurrencies.begin() / 1.3);
  variables.set("x_most", *concurrencies.rbegin() * 1.3);
  set_ticks(variables, "x",
            concurrency_ticks({concurrencies.begin(), concurrencies.end()}, pixels));
}

void add_metric(const ChartSubject& subject, std::vector<Point>& points, std::string_view metric,
                const std::string& arm, Slot slot, const std::vector<plan::Level>& levels,
                const std::function<double(std::size_t level)>& x_of, double scale) {
  add_runs(subject, points, arm, [&](const records::CellRow& cell) -> std::optional<Point> {
    const auto level =
        std::ranges::find_if(levels, [&](const plan::Level& each) { return is_at(cell, each); });
    const records::Real value = analysis::estimated_value(metric, cell);
    if (level == levels.end() || !value) {
      return std::nullopt;
    }
    const double x = x_of(static_cast<std::size_t>(level - levels.begin()));
    return Point{.mark = "run", .slot = slot, .x = x, .y = *value * scale};
  });
  for (std::size_t at = 0; at < levels.size(); ++at) {
    if (const records::EstimateRow* row = find_estimate(subject, metric, levels[at], arm)) {
      points.push_back(estimate_point(*row, slot, x_of(at), scale));
    }
  }
}

void add_closed_loops(const ChartSubject& subject, std::vector<Point>& points,
                      const std::string& arm, Slot slot) {
  const std::vector<plan::Level> levels = levels_where(subject, false);
  add_metric(subject, points, "throughput", arm, slot, levels,
             [&](std::size_t level) { return static_cast<double>(levels[level].concurrency); });
}

void set_level_panels(const ChartSubject& subject, ScriptVariables& variables,
                      const std::vector<plan::Level>& levels) {
  const auto titles = common::transformed(levels, [&](const plan::Level& level) {
    return level_text(level, plan::LevelStyle::title, subject.language);
  });
  set_panels(variables, titles, 2);
}

}  // namespace tiga::suite::charts
