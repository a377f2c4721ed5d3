// All that a map's page is made from: its runs, and what they say side by side. Pure but for
// read_map_data().
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "suite/map_manifest.hpp"
#include "suite/map_outcome.hpp"
#include "suite/map_plan.hpp"
#include "suite/rows.hpp"
#include "suite/run_data.hpp"
#include "suite/verdicts.hpp"

namespace tiga::suite {

/// One workload with its run.
struct MeasuredWorkload {
  Workload workload;
  RunData run;
  std::vector<Verdict> verdicts;
  std::vector<EstimateRow> estimates;
  std::vector<LevelOutcome> outcomes;  ///< by concurrency, ascending
};

struct MapData {
  std::filesystem::path folder;
  MapManifest manifest;
  std::vector<MeasuredWorkload> workloads;  ///< those of which something was measured, in order
  std::vector<std::string> not_measured;    ///< names of the others
  std::vector<MapRow> rows;                 ///< by workload, concurrency, arm

  /// "20261123T124633Z-map", as commands take it.
  std::string run_name() const;
  /// All arms of its runs, in the order of the first that has them.
  std::vector<std::string> arms() const;
  /// Of all runs, ascending.
  std::vector<std::uint32_t> concurrencies() const;
  /// Some run that has the arm: all describe it alike. Throws std::out_of_range.
  const RunData& run_of(const std::string& arm) const;
};

/// The cores that the servers of a run could use: without pinning all of them, 1 at least.
std::size_t server_cores(const Manifest& manifest);

/// What verdicts, estimates and outcomes a workload's run gives.
MeasuredWorkload measured(Workload workload, RunData run);

/// The rows of map.csv. Own costs come from the workload that has `own_cost`; without it, none are
/// added.
std::vector<MapRow> map_rows(const std::vector<MeasuredWorkload>& workloads);

/// The row of a workload's arm at a concurrency, or nullptr.
const MapRow* find_row(const std::vector<MapRow>& rows, std::string_view workload,
                       std::string_view arm, std::uint64_t concurrency);

/// A capital letter for each arm, none twice: the first of its name that is free.
std::vector<std::string> map_letters(const std::vector<std::string>& arms);

/// Reads a map's folder and its runs. Throws CannotRun.
MapData read_map_data(const std::filesystem::path& folder);

}  // namespace tiga::suite
