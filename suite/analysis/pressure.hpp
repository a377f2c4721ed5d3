// Whether other programs took time from a run.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suite/records/manifest.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::analysis {

/// How long processes waited for a core in cells in which none of the run's own had to wait.
struct Pressure {
  double share = 0;              ///< of the time; the mean over the blocks, 0 to 1
  std::vector<int> busy_blocks;  ///< those with more than 20 %, ascending
  std::uint64_t blocks = 0;      ///< in which it is known

  /// Whether it is worth a warning: more than 20 % in a quarter of the blocks or more.
  bool is_much() const;
};

/// Looks at the pressure (PSI: cpu, some) of the cells in which each thread of the run had a core:
/// the servers and the generator are pinned to different cores, and the arm is one event loop, or
/// one request is in flight. What waited there waited for another program. Unpinned runs and others
/// without such cells have no blocks.
Pressure pressure_of(const records::Manifest& manifest, std::span<const records::CellRow> cells);

}  // namespace tiga::suite::analysis
