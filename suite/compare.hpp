// Two runs side by side: another machine, another commit, the same load.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/run_data.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {

/// One cell of the grid in both runs: the run's values over the baseline's. In each verdict `arm`
/// is the arm and `baseline` the name of the baseline's folder.
struct CellComparison {
  std::string arm;
  Level level;
  Verdict speed;  ///< throughput; of an open loop, which sets that, p99 latency
  Verdict server_cpu;
  std::string broken;  ///< why too few of its cells are valid in the run, while enough are in the
                       ///< baseline; "" where that is not so
};

/// "a": the name of a run's folder.
std::string name_of(const RunData& run);

/// Arms of both plans, in the baseline's order.
std::vector<std::string> common_arms(const RunData& run, const RunData& baseline);
/// Levels of both plans, in the baseline's order.
std::vector<Level> common_levels(const RunData& run, const RunData& baseline);

/// Why the runs cannot be compared: one run given twice, builds that do not measure, single blocks,
/// another load, no cell in common. One line, or nothing.
std::optional<std::string> why_not_comparable(const RunData& run, const RunData& baseline);

/// What differs between them and does not hinder: machine, kernel, commit, how an arm is run; what
/// only one of them has; a run that did not end. A line each.
std::vector<std::string> differences(const RunData& run, const RunData& baseline);

/// Every cell that both have measured, in the baseline's order of arms and levels. The blocks of
/// one run are independent of the other's; p-values are corrected over all cells and metrics
/// (Holm). A level at which either run told its copies apart has no verdict.
std::vector<CellComparison> compare_runs(const RunData& run, const RunData& baseline, double delta);

/// Whether it got slower, or dearer, by more than delta for certain: the 95 % interval lies beyond
/// 1 / (1 + delta), or 1 + delta, and no saturated generator leaves it open.
bool got_worse(const Verdict& verdict, double delta);

/// Whether any cell is broken, or got worse.
bool any_worse(std::span<const CellComparison> cells, double delta);

/// The page on the terminal: a line for each cell, and what got slower.
std::string compare_page(const RunData& run, const RunData& baseline,
                         std::span<const CellComparison> cells, double delta);

}  // namespace tiga::suite
