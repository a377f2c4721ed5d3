// A run of three arms, and its verdicts.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "tests/suite/made_up_run.hpp"

namespace tiga::tests {

// async does most; balanced costs twice as much as it; a copy that is no different.
inline suite::records::RunData three_arms(std::uint64_t blocks = 12) {
  std::vector<suite::records::CellRow> cells = made_up_arm("threaded", blocks, 10000, 75);
  add(cells, made_up_arm("async", blocks, 16000, 50));
  add(cells, made_up_arm("balanced", blocks, 8000, 105));
  add(cells, made_up_arm("async-aa", blocks, 16000, 50));
  suite::records::RunData run = made_up_run({"threaded", "async", "balanced"}, std::move(cells));
  run.manifest.plan.aa = "async";
  return run;
}

inline std::vector<suite::analysis::Verdict> verdicts_of(const suite::records::RunData& run) {
  return suite::analysis::make_verdicts(run.manifest.plan, run.cells, run.manifest.seed);
}

}  // namespace tiga::tests
