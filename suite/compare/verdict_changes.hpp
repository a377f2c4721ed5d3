// What two runs conclude about the same pairs of arms, each by itself, and where they disagree.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::compare {

/// How far two verdicts on one pair disagree, the worst first.
enum class ChangeKind {
  reversed,    ///< faster became slower, or the other way round
  difference,  ///< faster or slower became equivalent, or the other way round
  undecided,   ///< one of them is inconclusive or invalid
};

/// A pair of arms that two runs judge differently.
struct VerdictChange {
  ChangeKind kind = ChangeKind::undecided;
  analysis::Verdict before;  ///< of the baseline
  analysis::Verdict now;     ///< of the run; its arms stand as in `before`
};

/// The disagreements of two runs.
struct VerdictChanges {
  std::size_t compared = 0;            ///< verdicts that both runs have; copies have none
  std::vector<VerdictChange> changed;  ///< the worst first, else in the baseline's order

  std::size_t count(ChangeKind kind) const;
};

/// The verdicts of a run with its own blocks, seed and delta, as its page has them.
std::vector<analysis::Verdict> own_verdicts(const records::RunData& run);

/// Compares verdicts on the same metric, level and pair; what only one run has does not count.
VerdictChanges verdict_changes(std::span<const analysis::Verdict> now,
                               std::span<const analysis::Verdict> before);

/// "async to threaded at c=50, throughput: faster 1.62 [1.55, 1.70], then slower 0.90 [0.85,
/// 0.95]". A verdict that was withdrawn because the ratio changed during its run says so.
std::string change_text(const VerdictChange& change);

/// How many verdicts are alike, how many are reversed, and a line for each change.
std::string changes_page(const VerdictChanges& changes);

}  // namespace tiga::suite::compare
