// What a run's cells say of its arms, pair by pair: estimates, intervals, verdicts, reasons.
// docs/method.md has the rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "stats/comparison.hpp"
#include "suite/analysis/drift.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {

using plan::method::least_blocks;

/// One comparison: an arm with its baseline, by one metric at one level.
struct Verdict {
  Metric metric = Metric::throughput;
  plan::Level level;
  std::string arm;
  std::string baseline;
  bool copy = false;  ///< A/A: the arm is a copy of its baseline
  /// The arm's value over its baseline's, block by block; none with fewer than two blocks in which
  /// both are valid.
  std::optional<stats::Comparison> comparison;
  std::size_t blocks = 0;     ///< those blocks
  records::Real corrected_p;  ///< after Holm, over the real pairs and levels of that metric
  VerdictKind kind = VerdictKind::invalid;
  Bound bound = Bound::none;
  bool limited = false;   ///< inconclusive, but for the bound it would not have been; or both ways
  bool hopeless = false;  ///< an arm has no value at this level: more blocks would not help
  bool copies_differ = false;  ///< A/A: the run calls two copies of one thing different
  /// Blocks whose ratio is far from those of all others. If such blocks are rare, the interval is
  /// too narrow, and nothing here can know it.
  std::vector<std::uint64_t> outlying_blocks;
  bool precise = false;        ///< the 95 % interval is within the plan's goal
  BlockSeries series;          ///< the ratio, block by block
  std::optional<Drift> drift;  ///< how it changed during the run, if it did
  bool drifted = false;        ///< there is no verdict because of such a change: `caveat` says it
  text::LocalizedText caveat;  ///< why it is invalid or inconclusive, where there is more to say
  std::vector<text::LocalizedText> causes;  ///< why the one that does worse does so
};

/// Whether there is anything to be said of how far runs differ.
bool has_two_blocks(std::span<const records::CellRow> cells);

/// Whether a verdict cannot stand because copies were told apart: by throughput no verdict at that
/// number of connections does, by another metric none of that metric at that level.
bool invalidates(const Verdict& copies_differ, const Verdict& verdict);

/// Every pair at every level, compared by one metric with so many draws: estimate, intervals,
/// precision, and in `caveat` why there can be no verdict. What is found is not yet said.
std::vector<Verdict> compare_pairs(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                   Metric metric, std::uint64_t seed, std::size_t draws);

/// Why so few blocks, fewer than `least_blocks`, are not enough for a verdict.
text::LocalizedText why_too_few(std::size_t blocks);

/// How many of the ratios of one metric do not follow from others: of those at a level, one less
/// than there are arms. Comparisons with too few blocks do not count.
std::size_t independent_pairs(std::span<const Verdict> verdicts);

/// All comparisons of a run: by metric, then level, then pair, the A/A pair last. Pairs are the
/// plan's arms, the later one beside the earlier one; an arm without any cell in the whole run
/// (skipped) is left out. Throughput is compared in closed loops only, since an open loop sets it,
/// and total CPU, since in an open loop the generator polls.
/// Empty where fewer than two blocks were measured. The same input gives the same on every machine.
std::vector<Verdict> make_verdicts(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                   std::uint64_t seed);

/// How wide the intervals of all comparisons by throughput are, the A/A pairs' too.
struct Precision {
  bool reached = false;  ///< all are within the plan's precision, and none has too few blocks
  double widest = 0;     ///< 0.08: an end of it is 8 % away from the ratio; 0 if there is none
  std::string arm = {};  ///< whose it is
  std::string baseline = {};
  plan::Level level = {};
};

/// Where measuring may stop. Pairs of an arm that has no valid cell at a level do not count there:
/// more blocks would not help. Cheap: fewer draws than make_verdicts().
Precision precision_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       std::uint64_t seed);

/// Says what is found by comparison, corrected p and bound, and what stands in the way.
void judge_bounded(Verdict& verdict, double delta);

/// Sets `corrected_p` of those that have a comparison: Holm's correction over them as one family.
void correct(std::vector<Verdict*> family);

/// A line of verdicts.csv, which is in English.
records::VerdictRow to_row(const Verdict& verdict);
/// verdicts.csv, whole.
std::string verdicts_csv(std::span<const Verdict> verdicts);

/// The same verdict seen from the other arm: ratio, intervals, kind and bound inverted.
Verdict inverted(Verdict verdict);

/// The arm that does worse; the baseline where neither does.
const std::string& arm_behind(const Verdict& verdict);

}  // namespace tiga::suite::analysis
