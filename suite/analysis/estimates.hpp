// What each arm did at each level, over the blocks: the figures that charts draw. docs/method.md
// has the rules.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::analysis {

/// What estimates of that metric are made from: a cell's value, valid or not; nothing where it is
/// not known.
records::Real estimated_value(std::string_view metric, const records::CellRow& cell);

/// The rows of a plan, ascending: by concurrency, of each the closed loop, then the loads.
std::vector<plan::Level> sorted_levels(const plan::Plan& plan);

/// One row for each metric, level and arm of the plan (a copy too) that has a valid cell in which
/// it is known. The interval is distribution-free, from order statistics of the blocks' values
/// (stats/quantile_interval.hpp): it takes 6 blocks.
std::vector<records::EstimateRow> make_estimates(const plan::Plan& plan,
                                                 std::span<const records::CellRow> cells);

/// The latencies of each arm's valid cells at each level as one distribution; of bins that lie
/// nearer than 2 % to each other some are left out. The first point of each has the share 0, the
/// last one 1.
std::vector<records::DistributionRow> make_distributions(const plan::Plan& plan,
                                                         std::span<const records::CellRow> cells,
                                                         std::span<const records::LatencyRow> bins);

/// Writes estimates.csv and distributions.csv of a run from its cells and latency.csv. Throws
/// CannotRun.
void write_estimates(const records::RunData& run, std::span<const records::EstimateRow> estimates,
                     std::span<const records::DistributionRow> distributions);

}  // namespace tiga::suite::analysis
