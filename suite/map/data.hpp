// The complete input of a map's page: its runs, and the comparison of their results. Pure, except
// read_map_data().
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite/analysis/verdicts.hpp"
#include "suite/map/decision.hpp"
#include "suite/map/manifest.hpp"
#include "suite/map/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::map {

/// One workload with its run.
struct MeasuredWorkload {
  Workload workload;
  records::RunData run;
  std::vector<analysis::Verdict> verdicts;
  std::vector<records::EstimateRow> estimates;
  std::vector<LevelDecision> decisions;  ///< by concurrency, ascending

  /// The decision at that concurrency, or nullptr.
  const LevelDecision* find_decision(std::uint64_t concurrency) const;
};

struct MapData {
  std::filesystem::path folder;
  MapManifest manifest;
  std::vector<MeasuredWorkload> workloads;  ///< those with cells, in order
  std::vector<std::string> not_measured;    ///< names of those without cells
  std::vector<records::MapRow> rows;        ///< by workload, concurrency, arm

  /// The run's name for commands: "20261123T124633Z-map".
  std::string run_name() const;
  /// The arms of all runs, in the order of their first occurrence.
  std::vector<std::string> arms() const;
  /// The concurrencies of all runs, ascending.
  std::vector<std::uint32_t> concurrencies() const;
  /// A plan with that arm; all plans describe an arm alike. Throws std::out_of_range.
  const plan::Plan& plan_of(const std::string& arm) const;
  std::string arm_title(const std::string& arm, text::Language language) const {
    return plan_of(arm).arm(arm).title.in(language);
  }
};

/// The number of cores that the servers of a run could use, at least 1; without pinning all cores.
std::size_t server_cores(const records::Manifest& manifest);

/// Derives verdicts, estimates and decisions from a workload's run.
MeasuredWorkload measured(Workload workload, records::RunData run);

/// The rows of map.csv. Own costs come from the workload that has `own_cost`; without it, none are
/// added.
std::vector<records::MapRow> map_rows(const std::vector<MeasuredWorkload>& workloads);

/// The row of a workload's arm at a concurrency, or nullptr.
const records::MapRow* find_row(const std::vector<records::MapRow>& rows, std::string_view workload,
                                std::string_view arm, std::uint64_t concurrency);

/// A unique capital letter for each arm: the first letter of its name that is free.
std::vector<std::string> map_letters(const std::vector<std::string>& arms);

/// Reads a map's folder and its runs. Throws CannotRun.
MapData read_map_data(const std::filesystem::path& folder);

}  // namespace tiga::suite::map
