// What the `tiga` command does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "suite/map/order.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/paths.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite {

/// `tiga run`.
struct RunOrder {
  std::string plan;                      ///< a file, or a name in plans/
  std::optional<std::uint32_t> seed;     ///< none: a random one
  std::optional<plan::Pinning> pinning;  ///< none: the plan's
  bool force = false;                    ///< measure with any build, resume on any machine
  std::optional<std::string>
      resume;  ///< a run that was cut; the plan, seed and pinning are its own
  text::Language language = text::Language::english;  ///< of what it writes
};

/// Measures, or goes on with a run that was cut; writes the run's folder, prints the tables.
/// `failed` when a cell is not valid or the run was interrupted. Throws UsageError and CannotRun,
/// then without a folder left where nothing was measured.
common::Exit run_plan(const RunOrder& order, const records::Paths& paths);

/// Makes tables, verdicts, charts and pages of a run anew from its manifest.json, cells.csv and
/// latency.csv, in that language, and prints tables and verdicts, in English. Throws UsageError and
/// CannotRun.
common::Exit report_run(const std::string& run, const records::Paths& paths,
                        text::Language language);

/// Measures a map's workloads one after the other, or goes on with a map that was cut; writes the
/// map's folder with a run's folder for each workload, prints who wins where. `failed` when a cell
/// is not valid or the map was interrupted. Throws UsageError and CannotRun.
common::Exit run_map(const map::MapOrder& order, const records::Paths& paths);

/// Makes verdicts and estimates of a map's runs anew, and the map's table, chart and pages, in that
/// language; prints who wins where. Throws CannotRun.
common::Exit report_map(const std::filesystem::path& folder, const records::Paths& paths,
                        text::Language language);

/// `tiga compare`.
struct CompareOrder {
  std::string baseline;                      ///< a run's folder, or its name in results/
  std::string run;                           ///< what is compared with it
  std::optional<double> delta;               ///< none: the baseline's plan's
  std::optional<std::filesystem::path> csv;  ///< where the comparisons go; none: nowhere
};

/// Prints how each cell of a run compares with the same cell of its baseline. `failed` when one got
/// slower, or dearer in server CPU, beyond delta. Throws UsageError for runs that cannot be
/// compared, and CannotRun.
common::Exit compare_two_runs(const CompareOrder& order, const records::Paths& paths);

/// Prints what was understood of each file and what does not add up in it. `failed` when there are
/// errors, notes aside. Throws CannotRun where a file cannot be read, or nothing in it is
/// understood, when the others have been printed.
common::Exit audit_files(const std::vector<std::filesystem::path>& files);

/// Prints the plans. `failed` when one cannot be read.
common::Exit list_plans(const records::Paths& paths);

}  // namespace tiga::suite
