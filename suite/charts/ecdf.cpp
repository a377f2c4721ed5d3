// The distribution of latency, a panel for each level.
#include <algorithm>

#include "common/sequences.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/charts/registry.hpp"

namespace tiga::suite::charts {
namespace {

constexpr double microseconds_a_second = 1e6;

void add_curve(const ChartSubject& subject, std::vector<Point>& points, const plan::Level& level,
               const std::string& arm, Slot slot) {
  for (const records::DistributionRow& row : subject.distributions) {
    if (row.arm == arm && is_at(row, level)) {
      points.push_back({.mark = "curve", .slot = slot, .x = row.latency_us, .y = 100 * row.share});
    }
  }
}

std::string syn_note(const ChartSubject& subject, double longest) {
  return longest < microseconds_a_second
             ? ""
             : tr(subject.language,
                  "Lines at 1 s and 3 s: a lost SYN is sent again after that time");
}

void prepare_ecdf(const ChartSubject& subject, Chart& chart) {
  const std::vector<std::string> arms =
      common::filtered(subject.plan().arms, [&](const std::string& arm) {
        return common::contains(subject.distributions, arm, &records::DistributionRow::arm);
      });
  if (arms.empty()) {
    chart.why_not = tr(subject.language, "no valid cell left a histogram of its latencies");
    return;
  }
  const std::vector<plan::Level> levels =
      common::filtered(analysis::sorted_levels(subject.plan()), [&](const plan::Level& level) {
        return std::ranges::any_of(subject.distributions, [&](const records::DistributionRow& row) {
          return is_at(row, level) && common::contains(arms, row.arm);
        });
      });
  std::vector<Point> points;
  for (std::size_t panel = 0; panel < levels.size(); ++panel) {
    for (std::size_t at = 0; at < arms.size(); ++at) {
      add_curve(subject, points, levels[panel], arms[at], {panel + 1, at + 1});
    }
  }
  set_points(chart, points, levels.size());
  const AxisRange range = x_range(points);
  ScriptVariables& variables = chart.variables;
  set_arms(subject, variables, arms);
  set_level_panels(subject, variables, levels);
  variables.set("longest", range.most);
  set_log_axis(variables, "x", range, levels.size() == 1 ? 7 : 4, duration_name);
  variables.set("x_title", tr(subject.language, "Latency"));
  variables.set("y_title", tr(subject.language, "Requests that took less (%)"));
  set_texts(subject, chart,
            {tr(subject.language, "A curve: all requests of an arm's valid blocks"),
             bound_caption(rows_of(subject, {"latency_p50"}, levels, arms), subject.language,
                           BoundMark::none),
             syn_note(subject, range.most), missing_note(subject, arms)});
}

}  // namespace

ChartKind ecdf_chart() {
  return {.id = "ecdf",
          .title = text::message("Distribution of latency (ECDF)"),
          .caption = text::message(
              "Share of requests that were answered within a time; a SYN that was sent "
              "again shows at 1 s and 3 s"),
          .prepare = prepare_ecdf,
          .describe = describe_latencies};
}

}  // namespace tiga::suite::charts
