// Whole runs in a row: which verdicts change from one to the next.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "suite/compare/verdict_changes.hpp"
#include "suite/records/run_data.hpp"
#include "suite/study/series.hpp"

namespace tiga::suite::study {

/// The run with that number, from 1: the study's plan with another seed.
Experiment repeat_of(const ActiveStudy& study, std::size_t number);

/// What one comparison gave in all runs.
struct RepeatedVerdict {
  analysis::Verdict first;                  ///< which comparison, and what the first run found
  std::vector<analysis::Verdict> all = {};  ///< one for each run that has it, in their order
  std::size_t changes = 0;                  ///< neighbouring runs that disagree
  std::size_t reversals = 0;                ///< those of them that are reversed

  std::size_t count(analysis::VerdictKind kind) const;
};

/// The verdicts of runs in a row.
struct Repeats {
  std::size_t runs = 0;
  std::vector<compare::VerdictChanges> neighbours = {};  ///< of runs n and n + 1
  std::vector<RepeatedVerdict> verdicts = {};  ///< in the first run's order; copies have none

  std::size_t reversed() const;  ///< over all neighbours
};

/// `verdicts`: those of each run, in the order in which they were made.
Repeats repeats_of(std::span<const std::vector<analysis::Verdict>> verdicts);

/// Two tables in Markdown: how many verdicts changed between neighbouring runs, and what each
/// comparison gave over all runs.
std::string repeat_page(const Repeats& repeats);

}  // namespace tiga::suite::study
