// The verdicts of one level of a run, as they are told: from the best arm on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/verdicts.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::analysis {

/// The geometric mean over those cells that have a value; none where no cell has one.
records::Real mean_of(Metric metric, const Cells& cells);

/// What a level is judged by: throughput, in an open loop p99 latency.
Metric metric_of(const plan::Level& level);

/// What stands between the arms at one level.
struct LevelVerdicts {
  Metric metric = Metric::throughput;  ///< metric_of() the level
  std::vector<Verdict> all;
  /// Those that are compared, the best first, by the geometric mean over valid cells; arms without
  /// any come last.
  std::vector<std::string> arms;

  /// The verdict on `arm` beside `baseline`, whichever way round it was made. Copies have none.
  std::optional<Verdict> find(Metric by, const std::string& arm, const std::string& baseline) const;
};

LevelVerdicts verdicts_of(const plan::Plan& plan, std::span<const records::CellRow> cells,
                          std::span<const Verdict> verdicts, const plan::Level& level);

}  // namespace tiga::suite::analysis
