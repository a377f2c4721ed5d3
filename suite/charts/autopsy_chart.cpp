#include "suite/charts/autopsy_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/files.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

constexpr std::size_t published_look = 62;  // of style.gp
constexpr std::string_view published_series = "published";

std::vector<autopsy::AutopsyPoint> all_points(const ChartSubject& subject) {
  return autopsy::autopsy_points(
      subject.run, {subject.home.published(), autopsy::published_tables(subject.plan())});
}

// What is drawn, the published curve first; a server of which nothing was measured is left out.
std::vector<std::string> series_of(const std::vector<autopsy::AutopsyPoint>& points) {
  std::vector<std::string> series;
  for (const autopsy::AutopsyPoint& point : points) {
    if (std::ranges::find(series, point.series) == series.end()) {
      series.push_back(point.series);
    }
  }
  return series;
}

void set_series(const ChartSubject& subject, const autopsy::Defect& defect,
                const std::vector<std::string>& series, ScriptVariables& variables) {
  std::vector<std::string> legend;
  std::vector<std::size_t> looks;
  std::size_t look = 0;
  for (const std::string& name : series) {
    const bool published = name == published_series;
    const std::string law =
        defect.by_served ? tr(subject.language, ", as a law of 1/n") : std::string();
    legend.push_back(published ? tr(subject.language, "published ({}){}", defect.published, law)
                               : subject.plan().arm(name).title);
    looks.push_back(published ? published_look : ++look);
  }
  variables.texts("series", series);
  variables.counts("looks", looks);
  variables.texts("legend", legend);
  variables.counts("legend_looks", looks);
  const bool line_alone = defect.by_served && series.front() == published_series;
  variables.count("first_point", line_alone ? 2 : 1);
}

void set_axes(const ChartSubject& subject, const autopsy::Defect& defect,
              const std::vector<autopsy::AutopsyPoint>& points, ScriptVariables& variables) {
  const auto number = [](double value) { return fmt::format("{:.6g}", value); };
  AxisRange x;
  AxisRange y;
  std::vector<double> concurrencies;
  for (const autopsy::AutopsyPoint& point : points) {
    x.take(point.x);
    y.take(point.y);
    concurrencies.push_back(point.x);
  }
  if (defect.by_served) {
    set_ticks(variables, "x", log_ticks(x, 7, number));
    variables.number("x_least", x.least);
    variables.number("x_most", x.most);
  } else {
    std::ranges::sort(concurrencies);
    concurrencies.erase(std::unique(concurrencies.begin(), concurrencies.end()),
                        concurrencies.end());
    set_concurrency_axis(variables, concurrencies, 420);
  }
  set_ticks(variables, "y", log_ticks(y, 8, number));
  variables.number("y_least", y.least);
  variables.number("y_most", y.most);
  variables.text("x_title", defect.by_served
                                ? tr(subject.language, "Connections served so far")
                                : tr(subject.language, "Concurrency (connections at once)"));
  variables.text("y_title", defect.by_time ? tr_in(subject.language, "axis", "Time taken (s)")
                            : defect.by_served
                                ? tr(subject.language, "Requests per second")
                                : tr(subject.language, "Requests per second, as ab counts"));
}

std::string cut_note(const ChartSubject& subject,
                     const std::vector<autopsy::AutopsyPoint>& points) {
  return std::ranges::any_of(points, &autopsy::AutopsyPoint::cut)
             ? tr(subject.language, "Hollow: ended after {} s, with requests left",
                  subject.plan().time_limit_s)
             : "";
}

Chart chart_of(const ChartSubject& subject, const autopsy::Defect& defect,
               const std::vector<autopsy::AutopsyPoint>& points) {
  Chart chart{std::string(defect.id), tr(subject.language, defect.title)};
  const std::vector<std::string> series = series_of(points);
  if (series.empty() || series == std::vector<std::string>{std::string(published_series)}) {
    chart.why_not = tr(subject.language, "nothing was measured");
    return chart;
  }
  set_series(subject, defect, series, chart.variables);
  set_axes(subject, defect, points, chart.variables);
  chart.variables.text("autopsy", defect.id);
  chart.variables.text("drawing", (subject.home.plots() / "autopsy-points.gp").string());
  set_texts(
      subject, chart,
      {cut_note(subject, points), tr(subject.language, "Cells that are not valid are drawn, too")},
      Shown::all);
  return chart;
}

}  // namespace

void write_autopsy(const ChartSubject& subject) {
  const std::vector<autopsy::AutopsyPoint> points = all_points(subject);
  if (!points.empty()) {
    common::write_file(subject.run.folder / "autopsy.csv", autopsy_csv(points));
  }
}

std::vector<Chart> autopsy_charts(const ChartSubject& subject) {
  const std::vector<autopsy::AutopsyPoint> all = all_points(subject);
  std::vector<Chart> charts;
  for (const autopsy::Defect& defect : autopsy::autopsy_defects()) {
    if (arms_of(defect, subject.plan()).empty()) {
      continue;
    }
    std::vector<autopsy::AutopsyPoint> points;
    std::ranges::copy_if(all, std::back_inserter(points), [&](const autopsy::AutopsyPoint& point) {
      return point.chart == defect.id;
    });
    charts.push_back(chart_of(subject, defect, points));
  }
  return charts;
}

}  // namespace tiga::suite::charts
