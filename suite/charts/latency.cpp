// How latencies are spread: percentiles over blocks, and all requests together. One panel a level.
#include <algorithm>
#include <array>
#include <utility>

#include "suite/charts/chart_rows.hpp"
#include "suite/charts/kinds.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

constexpr double microseconds_a_second = 1e6;

constexpr std::array<std::pair<std::string_view, records::Real records::CellRow::*>, 4> percentiles{
    std::pair{"latency_p50", &records::CellRow::latency_p50_us},
    std::pair{"latency_p90", &records::CellRow::latency_p90_us},
    std::pair{"latency_p99", &records::CellRow::latency_p99_us},
    std::pair{"latency_p99_9", &records::CellRow::latency_p99_9_us}};

EstimateRows all_percentiles(const ChartSubject& subject, const std::vector<plan::Level>& levels,
                             const std::vector<std::string>& arms) {
  EstimateRows rows;
  for (const auto& [metric, column] : percentiles) {
    const EstimateRows more = rows_of(subject, metric, levels, arms);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

std::string no_latency(const ChartSubject& subject) {
  return tr(subject.language, "no latency of a valid cell is known");
}

void set_level_panels(const ChartSubject& subject, ScriptVariables& variables,
                      const std::vector<plan::Level>& levels) {
  std::vector<std::string> titles;
  titles.reserve(levels.size());
  for (const plan::Level& level : levels) {
    titles.push_back(level_title(subject, level));
  }
  set_levels(variables, levels);
  variables.count("panels", levels.size());
  variables.count("columns", levels.size() == 1 ? 1 : 2);
  variables.texts("panel_title", titles);
}

// Which arms have a line in each panel, and which arm has dots of which column.
void set_percentile_series(const ChartSubject& subject, ScriptVariables& variables,
                           const std::vector<plan::Level>& levels,
                           const std::vector<std::string>& arms) {
  std::vector<std::string> here;
  std::vector<std::string> dotted;
  std::vector<std::string> columns;
  for (const plan::Level& level : levels) {
    std::vector<std::size_t> lines;
    std::vector<std::size_t> dots;
    std::string names;
    for (std::size_t at = 0; at < arms.size(); ++at) {
      bool any = false;
      for (const auto& [metric, column] : percentiles) {
        if (find_estimate(subject, metric, level, arms[at]) != nullptr) {
          any = true;
          dots.push_back(at + 1);
          names += (names.empty() ? "" : " ") + std::string(metric);
        }
      }
      if (any) {
        lines.push_back(at + 1);
      }
    }
    here.push_back(list_of(lines));
    dotted.push_back(list_of(dots));
    columns.push_back(names);
  }
  variables.texts("here", here);
  variables.texts("dotted", dotted);
  variables.texts("dotted_metric", columns);
}

// What a curve says at its place.
struct Curve {
  const records::DistributionRow* first = nullptr;
  const records::DistributionRow* last = nullptr;
};

Curve curve_of(const ChartSubject& subject, const plan::Level& level, const std::string& arm) {
  Curve curve;
  for (const records::DistributionRow& row : subject.distributions) {
    if (row.arm == arm && row.concurrency == level.concurrency && row.load == level.load) {
      curve.first = curve.first == nullptr ? &row : curve.first;
      curve.last = &row;
    }
  }
  return curve;
}

// The places of the arms that have a curve at that level.
std::vector<std::size_t> curves_at(const ChartSubject& subject, const plan::Level& level,
                                   const std::vector<std::string>& arms) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < arms.size(); ++at) {
    if (curve_of(subject, level, arms[at]).last != nullptr) {
      places.push_back(at + 1);
    }
  }
  return places;
}

std::string syn_note(const ChartSubject& subject, double longest) {
  return longest < microseconds_a_second
             ? ""
             : tr(subject.language,
                  "Lines at 1 s and 3 s: a lost SYN is sent again after that time");
}

}  // namespace

Chart percentiles_chart(const ChartSubject& subject) {
  Chart chart{"percentiles", tr(subject.language, "Latency percentiles")};
  std::vector<plan::Level> levels = analysis::sorted_levels(subject.plan());
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return !all_percentiles(subject, levels, {arm}).empty();
  });
  if (arms.empty()) {
    chart.why_not = no_latency(subject);
    return chart;
  }
  std::erase_if(levels, [&](const plan::Level& level) {
    return all_percentiles(subject, {level}, arms).empty();
  });
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  set_percentile_series(subject, variables, levels, arms);
  AxisRange range;
  for (const auto& [metric, column] : percentiles) {
    const AxisRange one =
        range_of(subject, arms, levels, rows_of(subject, metric, levels, arms), column);
    range.take(one.least);
    range.take(one.most);
  }
  set_ticks(variables, "y", log_ticks(range, 6, duration_name));
  variables.number("y_least", range.least);
  variables.number("y_most", range.most);
  variables.text("x_title", tr(subject.language, "Percentile (%)"));
  variables.text("y_title", tr(subject.language, "Latency"));
  const EstimateRows rows = all_percentiles(subject, levels, arms);
  set_texts(subject, chart,
            {interval_note(subject, rows), bound_caption(rows, subject.language),
             missing_note(subject, arms)});
  return chart;
}

Chart ecdf_chart(const ChartSubject& subject) {
  Chart chart{"ecdf", tr(subject.language, "Distribution of latency (ECDF)")};
  std::vector<plan::Level> levels = analysis::sorted_levels(subject.plan());
  std::erase_if(levels, [&](const plan::Level& level) {
    return curves_at(subject, level, subject.plan().arms).empty();
  });
  if (levels.empty()) {
    chart.why_not = tr(subject.language, "no valid cell left a histogram of its latencies");
    return chart;
  }
  const std::vector<std::string> arms = arms_where(subject, [&](const std::string& arm) {
    return std::ranges::any_of(levels, [&](const plan::Level& level) {
      return curve_of(subject, level, arm).last != nullptr;
    });
  });
  AxisRange range;
  std::vector<std::string> here;
  for (const plan::Level& level : levels) {
    const std::vector<std::size_t> places = curves_at(subject, level, arms);
    here.push_back(list_of(places));
    for (const std::size_t place : places) {
      const Curve curve = curve_of(subject, level, arms[place - 1]);
      range.take(curve.first->latency_us);
      range.take(curve.last->latency_us);
    }
  }
  const double longest = range.most;
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  variables.texts("here", here);
  variables.number("longest", longest);
  set_ticks(variables, "x", log_ticks(range, levels.size() == 1 ? 7 : 4, duration_name));
  variables.number("x_least", range.least);
  variables.number("x_most", range.most);
  variables.text("x_title", tr(subject.language, "Latency"));
  variables.text("y_title", tr(subject.language, "Requests that took less (%)"));
  set_texts(subject, chart,
            {tr(subject.language, "A curve: all requests of an arm's valid blocks"),
             bound_caption(rows_of(subject, "latency_p50", levels, arms), subject.language,
                           BoundMark::none),
             syn_note(subject, longest), missing_note(subject, arms)});
  return chart;
}

}  // namespace tiga::suite::charts
