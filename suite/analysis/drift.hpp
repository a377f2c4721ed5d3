// Whether figures changed during a run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::analysis {

/// A figure of each block, in the order of the blocks.
struct BlockSeries {
  std::vector<std::uint64_t> blocks;
  std::vector<double> logs;  ///< natural logarithms of the figure
};

/// A figure that was one thing until some block, and another from then on.
struct Drift {
  std::uint64_t first = 0;   ///< block
  std::uint64_t change = 0;  ///< the first block after the change
  std::uint64_t last = 0;    ///< block
  double before = 1;         ///< geometric mean over the blocks before
  double after = 1;          ///< and from the change on
  double p_value = 1;        ///< after Holm, over the series that were tested together
};

/// The changes of a family of series (stats::find_changes), by block.
std::vector<std::optional<Drift>> find_drifts(std::span<const BlockSeries> family,
                                              std::size_t independent, std::uint64_t seed);

/// An arm whose own speed changed.
struct ArmDrift {
  std::string arm;
  Drift drift;  ///< of its throughput, the geometric mean over the closed loops of a block
};

/// The arms of a run, copies included, whose throughput changed. Blocks in which a closed loop of
/// the arm is not valid do not count.
std::vector<ArmDrift> arm_drifts(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                 std::uint64_t seed);

struct Verdict;

/// Looks for changes of the ratios during the run, over all of them as one family, and sets
/// Verdict::drift.
void find_ratio_drifts(std::vector<Verdict>& family, std::uint64_t seed);

/// Withdraws a verdict that is another one in a part of the run (a ranking: on the other side of 1,
/// or within `delta` of it where the whole is beyond; an equivalence: beyond `delta`), and says so
/// in its caveat; says the same of one that is inconclusive. Of copies that differ by more than
/// `delta` in a part, says that they differ.
void withdraw_if_drifted(Verdict& verdict, double delta);

}  // namespace tiga::suite::analysis
