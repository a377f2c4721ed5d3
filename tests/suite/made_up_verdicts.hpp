// Two arms that were never run, and what is said of them.
#pragma once

#include <algorithm>

#include "suite/analysis/verdicts.hpp"
#include "tests/suite/made_up_cells.hpp"

namespace tiga::tests {

inline constexpr std::uint64_t seed = 7;

// threaded at 10,000 a second with 80 µs, async at 15,000 with 50 µs.
inline std::vector<suite::records::CellRow> two_arms(std::uint64_t blocks = 12) {
  std::vector<suite::records::CellRow> cells = made_up_arm("threaded", blocks, 10000, 80);
  add(cells, made_up_arm("async", blocks, 15000, 50));
  return cells;
}

inline suite::plan::Plan two_arms_plan() { return made_up_plan({"threaded", "async"}); }

inline suite::analysis::Verdict by(suite::analysis::Metric metric,
                                   const std::vector<suite::analysis::Verdict>& verdicts,
                                   bool copy = false) {
  const auto found = std::ranges::find_if(verdicts, [&](const suite::analysis::Verdict& verdict) {
    return verdict.metric == metric && verdict.copy == copy;
  });
  return found == verdicts.end() ? suite::analysis::Verdict{} : *found;
}

inline void saturate(std::vector<suite::records::CellRow>& cells, const std::string& arm,
                     suite::records::Real share = 0.99) {
  for (suite::records::CellRow& cell : cells) {
    if (cell.arm == arm) {
      cell.generator_core_share = share;
    }
  }
}

}  // namespace tiga::tests
