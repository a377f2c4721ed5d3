#include "suite/charts/chart.hpp"

#include <algorithm>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/text.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;

// Why none can be drawn.
std::optional<std::string> obstacle(const ChartSubject& subject, std::span<const ChartKind> kinds) {
  const records::RunData& run = subject.run;
  const text::Language language = subject.language;
  if (run.invalid_cells() == run.cells.size()) {
    return tr(language, "no chart: there is no valid cell to draw");
  }
  if (!common::is_installed("gnuplot")) {
    return tr(language,
              "no chart: gnuplot is not installed; install gnuplot-nox and type: tiga report {}",
              common::shell_word(run.folder.filename().string()));
  }
  for (const ChartKind& kind : kinds) {
    for (const std::string& script : {kind.script, std::string("style")}) {
      const fs::path file = subject.paths.plots() / (script + ".gp");
      if (!fs::exists(file)) {
        return tr(language, "no chart: there is no {}; name the folder above plots/ with --home",
                  records::for_people(file));
      }
    }
  }
  return std::nullopt;
}

// The first one is shown.
void note_problem(const ChartSubject& subject, const ChartKind& kind, const std::string& what,
                  Charts& charts) {
  if (!charts.problem) {
    charts.problem = tr(subject.language, "no chart {}: {}", kind.id, what);
  }
}

// Draws one chart and notes how it went. Throws CannotRun if a file cannot be written.
void draw_chart(const ChartSubject& subject, const ChartKind& kind, const fs::path& work,
                const std::function<void(const std::string& title)>& announce, Charts& charts) {
  Chart chart{tr(subject.language, kind.title)};
  kind.prepare(subject, chart);
  if (!chart.why_not.empty()) {
    charts.left_out.push_back({kind.id, chart.why_not});
    return;
  }
  if (announce) {
    announce(chart.title);
  }
  const fs::path data = work / (kind.id + ".csv");
  common::write_file(data, chart.data);
  chart.variables.set("data", data.string());
  const Drawing drawing = run_script(subject.paths.plots() / (kind.script + ".gp"), chart.variables,
                                     subject.run.folder / "charts", kind.id, chart.title);
  if (drawing.drawn) {
    charts.drawn.push_back(kind.id);
    if (!drawing.said.empty()) {
      charts.warnings.push_back(drawing.said);
    }
  } else {
    note_problem(subject, kind, drawing.said, charts);
  }
}

}  // namespace

Charts draw_charts(const ChartSubject& subject, std::span<const ChartKind> kinds,
                   const std::function<void(const std::string& title)>& announce) {
  const fs::path folder = subject.run.folder / "charts";
  fs::remove_all(folder);
  Charts charts;
  charts.problem = obstacle(subject, kinds);
  if (charts.problem) {
    return charts;
  }
  fs::create_directory(folder);
  const common::TemporaryFolder work;
  for (const ChartKind& kind : kinds) {
    try {
      draw_chart(subject, kind, work.path(), announce, charts);
    } catch (const common::CannotRun& error) {  // the pages do not need it
      note_problem(subject, kind, error.what(), charts);
    }
  }
  return charts;
}

std::string why_absent(const records::RunData& run, const Charts& charts, const std::string& id,
                       text::Language language) {
  if (fs::exists(run.folder / "charts" / (id + ".svg"))) {
    return "";
  }
  const auto left_out = std::ranges::find(charts.left_out, id, &LeftOut::chart);
  if (left_out != charts.left_out.end()) {
    return tr(language, "Not drawn: {}.", left_out->why);
  }
  if (run.invalid_cells() == run.cells.size()) {
    return tr(language, "There is no valid cell to draw.");
  }
  return tr(language, "Not drawn: gnuplot was missing or failed where this page was made.");
}

}  // namespace tiga::suite::charts
