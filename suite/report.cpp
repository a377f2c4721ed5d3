// `tiga report` and `tiga list`: what reads and measures nothing.
#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

#include "common/files.hpp"
#include "suite/chart.hpp"
#include "suite/columns.hpp"
#include "suite/commands.hpp"
#include "suite/published.hpp"
#include "suite/run_data.hpp"
#include "suite/tables.hpp"
#include "suite/terminal.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {
namespace {

void write_tables(const RunData& run, const std::vector<Table>& tables) {
  const std::filesystem::path folder = run.folder / "tables";
  std::filesystem::create_directories(folder);
  const std::string caption = fmt::format("{}. {}.", load_caption(run, Language::english),
                                          place_caption(run.manifest, Language::english));
  for (const Table& table : tables) {
    common::write_file(folder / (table.arm + ".csv"), table_csv(table));
    common::write_file(folder / (table.arm + ".md"), table_markdown(table, caption));
  }
}

void write_verdicts(const RunData& run, const std::vector<Verdict>& verdicts) {
  const Columns<VerdictRow> columns = verdict_columns();
  std::string text = csv_header(columns);
  for (const Verdict& verdict : verdicts) {
    text += csv_row(columns, to_row(verdict));
  }
  common::write_file(run.folder / "verdicts.csv", text);
}

}  // namespace

common::Exit report_run(const std::string& name, const Home& home) {
  const RunData run = read_run(find_run(home, name));
  const std::vector<Table> tables = make_tables(run.manifest.plan, run.cells);
  const Published published(home.published(), run.manifest.plan.arms);
  const std::vector<Verdict> verdicts =
      make_verdicts(run.manifest.plan, run.cells, run.manifest.seed);
  write_tables(run, tables);
  write_verdicts(run, verdicts);
  const Charts charts = draw_charts(run, verdicts, published, home, Language::english);
  const std::string page = terminal_page(run, tables, verdicts, published, charts.problem);
  std::fputs(page.c_str(), stdout);
  std::fflush(stdout);
  return common::Exit::ok;
}

common::Exit list_plans(const Home& home) {
  common::Exit status = common::Exit::ok;
  for (const std::filesystem::path& file : all_plans(home)) {
    std::string line;
    try {
      line = parse_plan(read_plan_text(file), file).description;
    } catch (const std::runtime_error& error) {  // wrong, or not to be read
      line = error.what();
      status = common::Exit::failed;
    }
    fmt::print("{:<15} {}\n", file.stem().string(), line);
  }
  return status;
}

}  // namespace tiga::suite
