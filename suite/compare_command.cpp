// `tiga compare`.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "common/files.hpp"
#include "suite/columns.hpp"
#include "suite/commands.hpp"
#include "suite/compare.hpp"

namespace tiga::suite {
namespace {

std::string verdicts_csv(const std::vector<CellComparison>& cells) {
  const Columns<VerdictRow> columns = verdict_columns();
  std::string text = csv_header(columns);
  for (const CellComparison& cell : cells) {
    text += csv_row(columns, to_row(cell.speed));
    text += csv_row(columns, to_row(cell.server_cpu));
  }
  return text;
}

bool any_compared(const std::vector<CellComparison>& cells) {
  return std::ranges::any_of(cells, [](const CellComparison& cell) {
    return cell.server_cpu.comparison || cell.speed.comparison;
  });
}

}  // namespace

common::Exit compare_two_runs(const CompareOrder& order, const Home& home) {
  const RunData baseline = read_run(find_run(home, order.baseline));
  const RunData run = read_run(find_run(home, order.run));
  if (const auto why = why_not_comparable(run, baseline)) {
    throw common::UsageError(*why);
  }
  const double delta = order.delta.value_or(baseline.manifest.plan.delta);
  const std::vector<CellComparison> cells = compare_runs(run, baseline, delta);
  if (!any_compared(cells) && !any_worse(cells, delta)) {
    throw common::CannotRun(
        fmt::format("no cell is valid in {} blocks of both runs", least_blocks));
  }
  if (order.csv) {
    common::write_file(*order.csv, verdicts_csv(cells));
  }
  const std::string page = compare_page(run, baseline, cells, delta);
  std::fputs(page.c_str(), stdout);
  std::fflush(stdout);
  return any_worse(cells, delta) ? common::Exit::failed : common::Exit::ok;
}

}  // namespace tiga::suite
