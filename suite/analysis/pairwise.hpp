// The arms of a run laid side by side, block by block: what verdicts are made from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "suite/analysis/verdicts.hpp"

namespace tiga::suite::analysis {

/// Every pair at every level, compared by one metric with so many draws: estimate, intervals,
/// precision, and in `caveat` why there can be no verdict. What is found is not yet said.
std::vector<Verdict> compare_pairs(const plan::Plan& plan, std::span<const records::CellRow> cells,
                                   Metric metric, std::uint64_t seed, std::size_t draws);

}  // namespace tiga::suite::analysis
