// Two runs side by side: another machine, another commit, the same load.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::compare {

/// One cell of the grid in both runs: the run's values over the baseline's. In each verdict `arm`
/// is the arm and `baseline` the name of the baseline's folder.
struct CellComparison {
  std::string arm;
  plan::Level level;
  analysis::Verdict speed;  ///< throughput; of an open loop, which sets that, p99 latency
  analysis::Verdict server_cpu;
  std::string broken;  ///< why too few of its cells are valid in the run, while enough are in the
                       ///< baseline; "" where that is not so
};

/// "a": the name of a run's folder.
std::string name_of(const records::RunData& run);

/// Arms of both plans, in the baseline's order.
std::vector<std::string> common_arms(const records::RunData& run, const records::RunData& baseline);
/// Levels of both plans, in the baseline's order.
std::vector<plan::Level> common_levels(const records::RunData& run,
                                       const records::RunData& baseline);

/// Why the runs cannot be compared: one run given twice, builds that do not measure, single blocks,
/// another load, no cell in common. One line, or nothing.
std::optional<std::string> why_not_comparable(const records::RunData& run,
                                              const records::RunData& baseline);

/// What differs between them and does not hinder: machine, kernel, commit, how an arm is run; what
/// only one of them has; a run that did not end. A line each.
std::vector<std::string> differences(const records::RunData& run, const records::RunData& baseline);

/// Every cell that both have measured, in the baseline's order of arms and levels. The blocks of
/// one run are independent of the other's; p-values are corrected over all cells and metrics
/// (Holm). A level at which either run told its copies apart has no verdict.
std::vector<CellComparison> compare_runs(const records::RunData& run,
                                         const records::RunData& baseline, double delta);

/// Whether it got slower, or dearer, by more than delta for certain: the 95 % interval lies beyond
/// 1 / (1 + delta), or 1 + delta, and no saturated generator leaves it open.
bool got_worse(const analysis::Verdict& verdict, double delta);

/// Whether any cell is broken, or got worse.
bool any_worse(std::span<const CellComparison> cells, double delta);

/// The page on the terminal: a line for each cell, and what got slower.
std::string compare_page(const records::RunData& run, const records::RunData& baseline,
                         std::span<const CellComparison> cells, double delta);

}  // namespace tiga::suite::compare
