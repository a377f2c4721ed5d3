// A run on its way: how it begins in its folder, goes on after it was cut, is measured and
// recorded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "common/group_keeper.hpp"
#include "common/unique_fd.hpp"
#include "suite/measure/cell.hpp"
#include "suite/measure/host.hpp"
#include "suite/records/columns.hpp"
#include "suite/records/manifest.hpp"
#include "suite/records/run_folder.hpp"
#include "suite/runs/core_lock.hpp"
#include "suite/runs/interrupt.hpp"

namespace tiga::suite::runs {

struct ActiveRun {
  std::filesystem::path folder;
  common::UniqueFd lock;
  records::Manifest manifest;
  std::vector<measure::CellResult> done;  ///< on record when it was resumed
};

/// The files cells.csv and latency.csv of a run that is being measured: grows both cell by cell,
/// and writes the logs of cells that failed.
/// Not thread-safe.
class Record {
 public:
  /// Creates both in that folder, with what is on record already (see recorded). Throws CannotRun.
  explicit Record(const std::filesystem::path& run,
                  const std::vector<measure::CellResult>& recorded = {});
  /// Throws CannotRun.
  void add(const measure::CellResult& result);

 private:
  std::filesystem::path run_;
  records::Columns<records::CellRow> cell_columns_ = records::cell_columns();
  records::Columns<records::LatencyRow> latency_columns_ = records::latency_columns();
  records::GrowingFile cells_;
  records::GrowingFile latency_;
};

/// The cells of a run that was cut: those of which cells.csv has the whole row, with their
/// latencies. Throws CannotRun when the files cannot be understood.
std::vector<measure::CellResult> recorded(const std::filesystem::path& run);

/// One line on standard error, at once.
void say(const std::string& text);

/// Throws CannotRun where figures of this build would mean nothing, unless forced.
void refuse_build_that_does_not_measure(bool force);

/// Throws CannotRun where a program of the suite that the plan needs was not built.
void require_programs(const plan::Plan& plan, const std::filesystem::path& programs);

/// What differs from when that was measured, build or machine, a sentence's part; "" if neither.
/// `hosts` are those of a run on several, now: they must be the same ones with the same roles.
std::string other_circumstances(const records::Manifest& manifest,
                                std::span<const records::HostFacts> hosts = {});

/// Throws CannotRun where they differ, unless forced: it would be another run. Other hosts or roles
/// cannot be forced.
void refuse_other_circumstances(const records::Manifest& manifest, bool force,
                                std::span<const records::HostFacts> hosts = {});

/// The manifest of a run that begins now: that plan on this machine by this build, without arms
/// whose programs are not installed, which is said. `text` is the plan's.
records::Manifest new_manifest(plan::Plan plan, std::string text, std::uint32_t seed);

/// Begins a run in a folder that is there. Throws CannotRun.
ActiveRun begin_run(const std::filesystem::path& folder, records::Manifest manifest);

/// Goes on with the run in that folder. Throws UsageError where it is complete, CannotRun where it
/// cannot go on: another machine or build (unless forced), cells that are not its plan's, cores on
/// which another run measures (see CoreLock). A refused run is not changed.
ActiveRun resume_run(const std::filesystem::path& folder, const std::filesystem::path& programs,
                     bool force, CoreLock& cores, std::span<const records::HostFacts> hosts = {});

/// Measures on these hosts, which have the run's plan, until the sweep ends, a signal comes or a
/// host is lost, says so in the manifest and writes it. `to_go_on` is the command that resumes it.
/// Throws CannotRun, with that command, if a file cannot be written: the cells that were recorded
/// before are whole, and can be reported and resumed.
void measure_run(ActiveRun& run, const measure::Testbed& testbed, Interrupt& interrupt,
                 const std::string& to_go_on);

/// The same on this host alone.
void measure_run(ActiveRun& run, const std::filesystem::path& programs,
                 const common::GroupKeeper& keeper, Interrupt& interrupt,
                 const std::string& to_go_on);

}  // namespace tiga::suite::runs
