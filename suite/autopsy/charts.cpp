// The charts of plans/autopsy.toml: one for each defect.
#include <algorithm>
#include <set>

#include "common/files.hpp"
#include "common/sequences.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/page.hpp"
#include "suite/charts/chart_rows.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::autopsy {
namespace {

using charts::AxisRange;
using charts::Chart;
using charts::ChartSubject;
using charts::ScriptVariables;

constexpr std::size_t published_look = 62;  // of style.gp
constexpr std::string_view published_series = "published";

// What is drawn, the published curve first; a server of which nothing was measured is left out.
std::vector<std::string> series_of(const std::vector<AutopsyPoint>& points) {
  std::vector<std::string> series;
  for (const AutopsyPoint& point : points) {
    if (!common::contains(series, point.series)) {
      series.push_back(point.series);
    }
  }
  return series;
}

void set_series(const ChartSubject& subject, const Defect& defect,
                const std::vector<std::string>& series, ScriptVariables& variables) {
  std::vector<std::string> legend;
  std::vector<std::size_t> looks;
  std::size_t look = 0;
  for (const std::string& name : series) {
    const bool published = name == published_series;
    const std::string law =
        defect.by_served ? tr(subject.language, ", as a law of 1/n") : std::string();
    legend.push_back(published ? tr(subject.language, "published ({}){}", defect.published, law)
                               : subject.plan().arm(name).title.in(subject.language));
    looks.push_back(published ? published_look : ++look);
  }
  variables.set("series", series);
  variables.set("looks", looks);
  set_legend(variables, legend, looks);
  const bool line_alone = defect.by_served && series.front() == published_series;
  variables.set("first_point", std::size_t{line_alone ? 2U : 1U});
}

void set_axes(const ChartSubject& subject, const Defect& defect,
              const std::vector<AutopsyPoint>& points, ScriptVariables& variables) {
  AxisRange x;
  AxisRange y;
  std::set<double> concurrencies;
  for (const AutopsyPoint& point : points) {
    x.take(point.x);
    y.take(point.y);
    concurrencies.insert(point.x);
  }
  if (defect.by_served) {
    set_log_axis(variables, "x", x, 7, charts::plain_number);
  } else {
    set_concurrency_axis(variables, concurrencies, 420);
  }
  set_log_axis(variables, "y", y, 8, charts::plain_number);
  variables.set("x_title", defect.by_served ? tr(subject.language, "Connections served so far")
                                            : tr(subject.language, charts::concurrency_title));
  variables.set("y_title", defect.by_time ? tr_in(subject.language, "axis", "Time taken (s)")
                           : defect.by_served
                               ? tr(subject.language, "Requests per second")
                               : tr(subject.language, "Requests per second, as ab counts"));
}

std::string cut_note(const ChartSubject& subject, const std::vector<AutopsyPoint>& points) {
  return std::ranges::any_of(points, &AutopsyPoint::cut)
             ? tr(subject.language, "Hollow: ended after {} s, with requests left",
                  subject.plan().time_limit_s)
             : "";
}

void prepare(const ChartSubject& subject, const Defect& defect, Chart& chart) {
  const std::vector<AutopsyPoint> points = points_of(defect, subject.run, subject.published);
  const std::vector<std::string> series = series_of(points);
  if (series.empty() || series == std::vector<std::string>{std::string(published_series)}) {
    chart.why_not = tr(subject.language, "nothing was measured");
    return;
  }
  set_series(subject, defect, series, chart.variables);
  set_axes(subject, defect, points, chart.variables);
  chart.data = autopsy_csv(points);
  set_texts(
      subject, chart,
      {cut_note(subject, points), tr(subject.language, "Cells that are not valid are drawn, too")},
      charts::Shown::all);
}

}  // namespace

void write_autopsy_points(const records::RunData& run, const records::Published& published) {
  const std::vector<AutopsyPoint> points = autopsy_points(run, published);
  if (!points.empty()) {
    common::write_file(run.folder / "autopsy.csv", autopsy_csv(points));
  }
}

std::vector<charts::ChartKind> autopsy_charts(const plan::Plan& plan) {
  std::vector<charts::ChartKind> kinds;
  for (const Defect& defect : autopsy_defects()) {
    if (!arms_of(defect, plan).empty()) {
      kinds.push_back({.id = std::string(defect.id),
                       .title = defect.title,
                       .caption = defect.shows,
                       .prepare = [&defect](const ChartSubject& subject,
                                            Chart& chart) { prepare(subject, defect, chart); },
                       .describe = {},
                       .script = "autopsy"});
    }
  }
  return kinds;
}

}  // namespace tiga::suite::autopsy
