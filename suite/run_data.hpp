// A run as its files tell it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/manifest.hpp"
#include "suite/rows.hpp"

namespace tiga::suite {

struct RunData {
  std::filesystem::path folder;
  Manifest manifest;
  std::vector<CellRow> cells;  ///< those that were run, in that order

  std::uint64_t invalid_cells() const;
  /// Blocks of which every cell was run.
  std::uint64_t whole_blocks() const;
};

/// Reads manifest.json and cells.csv. Throws CannotRun.
RunData read_run(const std::filesystem::path& folder);

/// What was sent and how often: "1000 requests of GET / a run, a connection for each; the median of
/// 12 blocks".
std::string load_caption(const RunData& run);

/// Where: "AMD EPYC, 2 cores; servers on core 0, generator on core 1 (pinning split)".
std::string place_caption(const Manifest& manifest);

}  // namespace tiga::suite
