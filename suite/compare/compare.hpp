// Compares two runs under the same load, made by different commits or on different machines.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::compare {

/// One cell of the grid: the run's values over the baseline's. In each verdict `baseline` is the
/// name of the baseline's folder.
struct CellComparison {
  std::string arm;
  plan::Level level;
  analysis::Verdict speed;  ///< by throughput; in an open loop, which sets it, by p99 latency
  analysis::Verdict server_cpu;
  /// Why too few cells of the run are valid, if enough of the baseline are; else "".
  std::string broken;
};

/// "a": the name of a run's folder.
std::string name_of(const records::RunData& run);
/// "c=50", "c=50 at 80 % load".
std::string brief(const plan::Level& level);

/// The arms that are in both plans, in the baseline's order.
std::vector<std::string> common_arms(const records::RunData& run, const records::RunData& baseline);
/// The levels that are in both plans, in the baseline's order.
std::vector<plan::Level> common_levels(const records::RunData& run,
                                       const records::RunData& baseline);

/// What two runs must have alike to be compared, of what the plan and the manifest say of the load:
/// runs with different texts cannot be.
std::string load_text(const records::RunData& run);

/// Why the runs cannot be compared, in one line: the same run twice, a build that does not measure,
/// a single block, another load, no common cell. `nullopt` if they can.
std::optional<std::string> why_not_comparable(const records::RunData& run,
                                              const records::RunData& baseline);

/// Whether the runs have a cell with enough valid blocks in both for a verdict. Without one
/// `tiga compare` has nothing to say of two runs that can be compared.
bool have_a_cell_in_common(const records::RunData& run, const records::RunData& baseline);

/// The differences that do not prevent a comparison: machine, kernel, commit, commands of an arm,
/// cells of one run only, a run that did not end. A line for each.
std::vector<std::string> differences(const records::RunData& run, const records::RunData& baseline);

/// Compares every cell that both runs have, in the baseline's order of arms and levels. The blocks
/// of the two runs are independent; p-values are corrected over all cells and metrics
/// (Holm). A level at which the copies of either run differ has no verdict.
std::vector<CellComparison> compare_runs(const records::RunData& run,
                                         const records::RunData& baseline, double delta);

/// Whether the arm got slower, or takes more CPU, by significantly more than delta: the 95 %
/// interval lies beyond 1 / (1 + delta), or 1 + delta, and no saturated generator makes that
/// uncertain.
bool got_worse(const analysis::Verdict& verdict, double delta);

/// Whether any cell is broken, or got worse.
bool any_worse(std::span<const CellComparison> cells, double delta);

/// The page on the terminal: a line for each cell, and what got slower.
std::string compare_page(const records::RunData& run, const records::RunData& baseline,
                         std::span<const CellComparison> cells, double delta);

}  // namespace tiga::suite::compare
