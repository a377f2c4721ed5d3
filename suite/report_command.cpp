// `tiga report`: makes everything of a run again from what was measured.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <system_error>

#include "common/attempts.hpp"
#include "common/files.hpp"
#include "suite/analysis/estimates.hpp"
#include "suite/analysis/tables.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/autopsy/defects.hpp"
#include "suite/autopsy/page.hpp"
#include "suite/charts/chart.hpp"
#include "suite/commands.hpp"
#include "suite/map/data.hpp"
#include "suite/map/manifest.hpp"
#include "suite/map/page.hpp"
#include "suite/overview/write.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/published.hpp"
#include "suite/records/run_data.hpp"
#include "suite/report/office.hpp"
#include "suite/report/results_table.hpp"
#include "suite/report/terminal.hpp"
#include "suite/report/tex.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite {
namespace {

namespace fs = std::filesystem;

void write_tables(const report::ReportInput& input) {
  const fs::path folder = input.run.folder / "tables";
  fs::create_directory(folder);  // and not the run's, which may have been removed just now
  for (const analysis::ResultTable& table : input.tables) {
    common::write_file(folder / (table.arm + ".csv"), table_csv(table));
    common::write_file(folder / (table.arm + ".md"), results_markdown(input, table));
    common::write_file(folder / (table.arm + ".tex"), table_tex(input, table));
  }
}

// verdicts.csv, estimates.csv, and distributions.csv, which it returns.
std::vector<records::DistributionRow> write_results(
    const records::RunData& run, std::span<const analysis::Verdict> verdicts,
    std::span<const records::EstimateRow> estimates) {
  std::vector<records::DistributionRow> distributions = analysis::make_distributions(
      run.manifest.plan, run.cells,
      read_run_file(run.folder / "latency.csv", records::latency_columns()));
  common::write_file(run.folder / "verdicts.csv", verdicts_csv(verdicts));
  analysis::write_estimates(run, estimates, distributions);
  return distributions;
}

// Prints progress on a terminal, in one line that is cleared in the end; prints nothing otherwise.
class ChartProgress {
 public:
  ChartProgress() = default;
  ~ChartProgress() { show(""); }
  ChartProgress(const ChartProgress&) = delete;
  ChartProgress& operator=(const ChartProgress&) = delete;

  void show(const std::string& text) const {
    if (terminal_) {
      std::fputs(("\r\x1b[K" + text).c_str(), stderr);
      std::fflush(stderr);
    }
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
};

// All data of charts is derived and written before the first chart is drawn.
charts::Charts write_data_and_charts(const report::ReportInput& input,
                                     const records::Paths& paths) {
  const records::RunData& run = input.run;
  const std::vector<records::EstimateRow> estimates =
      analysis::make_estimates(run.manifest.plan, run.cells);
  const std::vector<records::DistributionRow> distributions =
      write_results(run, input.verdicts, estimates);
  std::vector<charts::ChartKind> kinds = charts::chart_kinds();
  autopsy::write_autopsy_points(run, input.published);
  std::ranges::move(autopsy::autopsy_charts(run.manifest.plan), std::back_inserter(kinds));
  const charts::ChartSubject subject{
      run, input.verdicts, input.published, paths, input.language, estimates, distributions};
  const ChartProgress progress;
  return charts::draw_charts(subject, kinds,
                             [&](const std::string& title) { progress.show("drawing: " + title); });
}

void write_tex(const report::ReportInput& input) {
  const fs::path& folder = input.run.folder;
  common::write_file(folder / "verdicts.tex", verdicts_tex(input));
  common::write_file(folder / "published.tex", published_tex(input));
  common::write_file(folder / "summary.tex", summary_tex(input));
}

// A page, and what the terminal says of the files that were written with it.
struct WrittenPage {
  document::Document page;
  std::string says;
};

// Writes all files of a run, those of its data first.
WrittenPage write_files(report::ReportInput input, const records::Paths& paths) {
  const records::RunData& run = input.run;
  const charts::Charts charts = write_data_and_charts(input, paths);
  const auto why_no_chart = [&](const std::string& id) {
    return why_absent(run, charts, id, input.language);
  };
  input.charts = charts::figures_of(input, why_no_chart);
  if (autopsy::shows_defects(run.manifest.plan)) {
    input.feature = autopsy::autopsy_page(run, input.published, input.language, why_no_chart);
  }
  write_tables(input);
  write_tex(input);
  document::Document page = write_up(input);
  const std::string pages = report::write_pages(run.folder, page, paths.plots() / "page.html");
  return {std::move(page), report::files_page(input, charts.problem, pages)};
}

// The results of a workload's run without its own charts and pages, which take seconds.
void write_run(const map::MeasuredWorkload& workload) {
  const records::RunData& run = workload.run;
  write_results(run, workload.verdicts, workload.estimates);
  fs::create_directory(run.folder / "tables");
  for (const analysis::ResultTable& table : analysis::make_tables(run.manifest.plan, run.cells)) {
    common::write_file(run.folder / "tables" / (table.arm + ".csv"), table_csv(table));
  }
}

// The same for a map.
WrittenPage write_map_files(const map::MapData& map, const records::Paths& paths,
                            text::Language language) {
  const fs::path& folder = map.folder;
  for (const map::MeasuredWorkload& workload : map.workloads) {
    write_run(workload);
  }
  common::write_file(folder / "map.csv", csv_file(records::map_columns(), map.rows));
  const std::string why_no_chart = draw_map(map, paths, language);
  common::write_file(folder / "map.tex", map_tex(map, language));
  document::Document page = map_page(map, why_no_chart, language);
  const std::string pages = report::write_pages(folder, page, paths.plots() / "page.html");
  return {
      std::move(page),
      fmt::format("{}page    {}\n",
                  why_no_chart.empty() ? "" : fmt::format("no chart: {}\n", why_no_chart), pages)};
}

// Makes the page of all runs again, if this one is among them.
void renew_overview(const fs::path& run, const records::Paths& paths, text::Language language) {
  std::error_code none;
  const fs::path below = run.lexically_relative(fs::canonical(paths.results, none));
  if (none || below.empty() || below == "." || *below.begin() == "..") {
    return;
  }
  common::print(overview::write_overview(paths, language));
}

// Writes the files of a run or a map with `write`, those for word processors, and the page of all
// runs.
template <class Write>
void write_all(common::Attempts& attempts, const fs::path& folder, const ReportOrder& order,
               const records::Paths& paths, Write&& write) {
  std::optional<document::Document> page;
  attempts([&] {
    WrittenPage written = write();
    page = std::move(written.page);
    common::print(written.says);
  });
  attempts([&] {
    if (page && !order.formats.empty()) {
      common::print(report::write_office_files(folder, *page, order.formats, paths.plots()));
    }
  });
  attempts([&] { renew_overview(folder, paths, order.language); });
}

}  // namespace

common::Exit report_map(const fs::path& folder, const ReportOrder& order,
                        const records::Paths& paths) {
  const map::MapData map = map::read_map_data(folder);
  common::Attempts attempts;
  attempts([&] { common::print(map_text(map, text::Language::english)); });
  write_all(attempts, folder, order, paths,
            [&] { return write_map_files(map, paths, order.language); });
  attempts.check();
  return common::Exit::ok;
}

common::Exit report_run(const ReportOrder& order, const records::Paths& paths) {
  const fs::path folder = find_run(paths, order.run);
  report::require_pandoc(order.formats);  // before the work, and before anything is written
  if (map::is_map_folder(folder)) {
    return report_map(folder, order, paths);
  }
  const records::RunData run = records::read_run(folder);
  const plan::Plan& plan = run.manifest.plan;
  const std::vector<analysis::ResultTable> tables = analysis::make_tables(plan, run.cells);
  const records::Published published(paths.published(plan), autopsy::published_tables(plan));
  const std::vector<analysis::Verdict> verdicts =
      analysis::make_verdicts(plan, run.cells, run.manifest.seed);
  const report::ReportInput input{run, tables, verdicts, published, order.language};
  const auto summary =
      autopsy::shows_defects(plan)
          ? std::optional(autopsy::autopsy_findings(run, published, text::Language::english))
          : std::nullopt;
  common::Attempts attempts;  // a full disk does not cost the terminal its tables, nor a closed
                              // pipe the pages
  attempts([&] { common::print(report::terminal_page(input, summary)); });
  write_all(attempts, folder, order, paths, [&] { return write_files(input, paths); });
  attempts.check();
  return common::Exit::ok;
}

}  // namespace tiga::suite
