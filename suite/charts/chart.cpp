#include "suite/charts/chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/child_process.hpp"
#include "common/files.hpp"
#include "suite/charts/autopsy_chart.hpp"
#include "suite/charts/kinds.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::charts {
namespace {

namespace fs = std::filesystem;

// Why none can be drawn.
std::optional<std::string> obstacle(const records::RunData& run, const records::Home& home,
                                    text::Language language) {
  if (run.invalid_cells() == run.cells.size()) {
    return tr(language, "no chart: there is no valid cell to draw");
  }
  if (!common::is_installed("gnuplot")) {
    return tr(language,
              "no chart: gnuplot is not installed; install gnuplot-nox and type: tiga report {}",
              run.folder.filename().string());
  }
  for (const std::string& name : chart_ids()) {
    for (const std::string& script : {name, std::string("style")}) {
      const fs::path file = home.plots() / (script + ".gp");
      if (!fs::exists(file)) {
        return tr(language, "no chart: there is no {}; name the folder above plots/ with --home",
                  records::for_people(file));
      }
    }
  }
  return std::nullopt;
}

// The run's cells.csv, or a copy with every column where an older version wrote it: gnuplot gives
// up on a column that is not there.
fs::path cells_file(const records::RunData& run, const fs::path& work) {
  const records::Columns<records::CellRow> columns = records::cell_columns();
  const std::string header = csv_header(columns);
  if (common::read_file(run.folder / "cells.csv").starts_with(header)) {
    return run.folder / "cells.csv";
  }
  std::string text = header;
  for (const records::CellRow& cell : run.cells) {
    text += csv_row(columns, cell);
  }
  common::write_file(work / "cells.csv", text);
  return work / "cells.csv";
}

std::string no_chart(const Chart& chart, const Drawing& drawing, text::Language language) {
  return tr(language, "no chart {}: {}", chart.id, drawing.said);
}

}  // namespace

std::vector<std::string> chart_ids() {
  return {"throughput",         "ratios",   "percentiles", "ecdf", "costs",
          "latency-throughput", "published"};
}

Charts draw_charts(const records::RunData& run, std::span<const analysis::Verdict> verdicts,
                   const records::Published& published, const records::Home& home,
                   text::Language language,
                   const std::function<void(const std::string& title)>& announce) {
  const fs::path folder = run.folder / "charts";
  fs::remove_all(folder);
  ChartSubject subject{run, verdicts, published, home, language, {}, {}};
  subject.estimates = analysis::make_estimates(run.manifest.plan, run.cells);
  subject.distributions = analysis::make_distributions(
      run.manifest.plan, run.cells,
      read_run_file(run.folder / "latency.csv", records::latency_columns()));
  analysis::write_estimates(run, subject.estimates, subject.distributions);
  write_autopsy(subject);
  Charts charts;
  charts.problem = obstacle(run, home, language);
  if (charts.problem) {
    return charts;
  }
  fs::create_directories(folder);
  const common::TemporaryFolder work;
  const std::string cells = cells_file(run, work.path()).string();
  for (Chart& chart : all_charts(subject)) {
    chart.variables.text("cells", cells);
    if (!chart.why_not.empty()) {
      charts.left_out.push_back({chart.id, chart.why_not});
      continue;
    }
    if (announce) {
      announce(chart.title);
    }
    const Drawing drawing =
        run_script(home.plots() / (chart.id + ".gp"), chart.variables, folder, chart.title);
    if (drawing.drawn) {
      charts.drawn.push_back(chart.id);
      if (!drawing.said.empty()) {
        charts.warnings.push_back(drawing.said);
      }
    } else if (!charts.problem) {
      charts.problem = no_chart(chart, drawing, language);
    }
  }
  return charts;
}

}  // namespace tiga::suite::charts
