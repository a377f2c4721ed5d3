// A run as its files tell it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"
#include "suite/records/paths.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::records {

struct RunData {
  std::filesystem::path folder;
  Manifest manifest;
  std::vector<CellRow> cells;  ///< those that were run, in that order

  std::uint64_t invalid_cells() const;
  /// Blocks of which every cell was run.
  std::uint64_t whole_blocks() const;
};

/// The rows of a file of a run that grows while it is measured; none where a run that was killed
/// did not come to make it. Throws CannotRun.
template <class Row>
std::vector<Row> read_run_file(const std::filesystem::path& file, const Columns<Row>& columns) {
  return std::filesystem::exists(file)
             ? read_rows(columns, common::read_regular_file(file), for_people(file))
             : std::vector<Row>();
}

/// CPU time of servers and generator together, µs a request that ended ok; nothing where either is
/// not known, or no request did.
Real total_cpu_us_per_request(const CellRow& cell);

/// What the cells took together, seconds; nothing if no cell has its time.
Real seconds_of(std::span<const CellRow> cells);

/// Reads manifest.json and cells.csv. The total CPU a request of runs that were made before its
/// column is derived. Throws CannotRun.
RunData read_run(const std::filesystem::path& folder);

/// What was sent and how often: "1000 requests of GET / a run, a connection for each; 12 blocks",
/// "at least 20 requests a connection and 1 s of GET / a run, …".
std::string load_caption(const RunData& run, text::Language language);

/// Where: "AMD EPYC, 2 cores; pinning split: servers on core 0, generator on core 1"; of a run on
/// several hosts "a (generates), b (balances, serves); each AMD EPYC, 2 cores".
std::string place_caption(const Manifest& manifest, text::Language language);

/// "async (One event loop)"; the name alone where it is the title too.
std::string named(const plan::Plan& plan, const std::string& arm, text::Language language);

/// "AMD EPYC, 2 cores".
std::string machine_text(const Machine& machine, text::Language language);

}  // namespace tiga::suite::records
