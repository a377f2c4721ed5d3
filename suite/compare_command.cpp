// `tiga compare`.
#include <fmt/format.h>

#include <algorithm>

#include "common/attempts.hpp"
#include "common/files.hpp"
#include "suite/commands.hpp"
#include "suite/compare/compare.hpp"
#include "suite/compare/verdict_changes.hpp"

namespace tiga::suite {
namespace {

std::string verdicts_csv(const std::vector<compare::CellComparison>& cells) {
  std::vector<analysis::Verdict> verdicts;
  for (const compare::CellComparison& cell : cells) {
    verdicts.insert(verdicts.end(), {cell.speed, cell.server_cpu});
  }
  return analysis::verdicts_csv(verdicts);
}

std::string changes_of(const records::RunData& run, const records::RunData& baseline) {
  return changes_page(
      compare::verdict_changes(compare::own_verdicts(run), compare::own_verdicts(baseline)));
}

bool any_compared(const std::vector<compare::CellComparison>& cells) {
  return std::ranges::any_of(cells, [](const compare::CellComparison& cell) {
    return cell.server_cpu.comparison || cell.speed.comparison;
  });
}

}  // namespace

common::Exit compare_two_runs(const CompareOrder& order, const records::Paths& paths) {
  if (order.csv) {
    common::check_output_file("--csv", *order.csv);
  }
  const records::RunData baseline = records::read_run(find_run(paths, order.baseline));
  const records::RunData run = records::read_run(find_run(paths, order.run));
  if (const auto why = compare::why_not_comparable(run, baseline)) {
    throw common::UsageError(*why);
  }
  const double delta = order.delta.value_or(baseline.manifest.plan.delta);
  const std::vector<compare::CellComparison> cells = compare::compare_runs(run, baseline, delta);
  if (!any_compared(cells) && !any_worse(cells, delta)) {
    throw common::CannotRun(
        fmt::format("no cell is valid in {} blocks of both runs", analysis::least_blocks));
  }
  common::Attempts attempts;
  attempts([&] {
    common::print(compare_page(run, baseline, cells, delta) + changes_of(run, baseline));
  });
  if (order.csv) {
    attempts([&] { common::write_file(*order.csv, verdicts_csv(cells)); });
  }
  attempts.check();
  return any_worse(cells, delta) ? common::Exit::failed : common::Exit::ok;
}

}  // namespace tiga::suite
