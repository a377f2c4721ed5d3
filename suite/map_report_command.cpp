// `tiga report` for the folder of a map.
#include <fmt/format.h>

#include <cstdio>

#include "common/error.hpp"
#include "common/files.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/analysis/tables.hpp"
#include "suite/commands.hpp"
#include "suite/map/data.hpp"
#include "suite/map/page.hpp"
#include "suite/records/columns.hpp"
#include "suite/report/write_up.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

// The results of a workload's run without its own charts and pages, which take seconds.
void write_run(const map::MeasuredWorkload& workload) {
  const records::RunData& run = workload.run;
  common::write_file(run.folder / "verdicts.csv", verdicts_csv(workload.verdicts));
  analysis::write_estimates(
      run, workload.estimates,
      analysis::make_distributions(
          run.manifest.plan, run.cells,
          read_run_file(run.folder / "latency.csv", records::latency_columns())));
  fs::create_directories(run.folder / "tables");
  for (const analysis::ResultTable& table : analysis::make_tables(run.manifest.plan, run.cells)) {
    common::write_file(run.folder / "tables" / (table.arm + ".csv"), table_csv(table));
  }
}

}  // namespace

common::Exit report_map(const fs::path& folder, const records::Paths& paths,
                        text::Language language) {
  const map::MapData map = map::read_map_data(folder);
  for (const map::MeasuredWorkload& workload : map.workloads) {
    write_run(workload);
  }
  common::write_file(folder / "map.csv", csv_file(records::map_columns(), map.rows));
  const std::string why_no_chart = draw_map(map, paths, language);
  common::write_file(folder / "map.tex", map_tex(map, language));
  std::fputs(map_text(map, text::Language::english).c_str(), stdout);
  if (!why_no_chart.empty()) {
    fmt::print("no chart: {}\n", why_no_chart);
  }
  fmt::print("page    {}\n", report::write_pages(folder, map_page(map, why_no_chart, language),
                                                 paths.plots() / "page.html"));
  std::fflush(stdout);
  return common::Exit::ok;
}

}  // namespace tiga::suite
