// The commands of `tiga`: what each is asked for, and does. suite/cli/ reads their options.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "suite/map/plan.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/paths.hpp"
#include "suite/scale/page.hpp"
#include "suite/study/identical.hpp"
#include "suite/study/study.hpp"
#include "suite/study/variance_process.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite {

/// `tiga run`.
struct RunOrder {
  std::string plan;                       ///< a file, or a name in plans/
  std::optional<std::uint32_t> seed;      ///< none: a random one
  std::optional<plan::Pinning> pinning;   ///< none: the plan's
  std::optional<std::uint32_t> budget_s;  ///< none: the plan's
  bool force = false;                     ///< measure with any build, resume on any machine
  bool go_on = false;                 ///< resume the newest such run of this build, if interrupted
  std::optional<std::string> resume;  ///< an interrupted run; it has its own plan, seed and pinning
  text::Language language = text::Language::english;  ///< of the output
};

/// Measures, or resumes an interrupted run; writes the run's folder, prints the tables. `failed` if
/// a cell is invalid or the run was interrupted. Throws UsageError and CannotRun; if nothing was
/// measured, no folder is left then.
common::Exit run_plan(const RunOrder& order, const records::Paths& paths);

/// `tiga report`.
struct ReportOrder {
  std::string run;                                    ///< a folder, or its name in results/
  text::Language language = text::Language::english;  ///< of pages and charts
  std::vector<std::string> formats = {};              ///< see report::write_office_files
};

/// Makes the tables, verdicts, charts and pages of a run or a map again from its manifest.json,
/// cells.csv and latency.csv, and prints tables and verdicts in English. Throws UsageError and
/// CannotRun.
common::Exit report_run(const ReportOrder& order, const records::Paths& paths);

/// Measures a map's workloads one after the other, or resumes an interrupted map; writes the map's
/// folder with a run's folder for each workload, and prints the winners. `failed` if a cell is
/// invalid or the map was interrupted. Throws UsageError and CannotRun.
common::Exit run_map(const map::MapOrder& order, const records::Paths& paths);

/// Makes the verdicts and estimates of the runs of the map in `folder` again, and the map's table,
/// chart and pages; prints the winners. Throws CannotRun.
common::Exit report_map(const std::filesystem::path& folder, const ReportOrder& order,
                        const records::Paths& paths);

/// `tiga compare`.
struct CompareOrder {
  std::string baseline;                      ///< a run's folder, or its name in results/
  std::string run;                           ///< the run that is compared with it
  std::optional<double> delta;               ///< none: the baseline's plan's
  std::optional<std::filesystem::path> csv;  ///< the file for the comparisons; none: not written
};

/// Prints how each cell of a run compares with the same cell of its baseline, and which verdicts of
/// the two runs differ. `failed` if a cell got slower, or needs more server CPU, by more than
/// delta. Throws UsageError for runs that cannot be compared, and CannotRun.
common::Exit compare_two_runs(const CompareOrder& order, const records::Paths& paths);

/// `tiga predict`.
struct PredictOrder {
  std::string run;                    ///< a run's folder, or its name in results/
  std::optional<std::uint64_t> from;  ///< level whose demands stand for all; none: each its own
  scale::Extrapolation extrapolation;
  bool check = false;  ///< carry nothing; `failed` if the model is wrong where it must be right
};

/// Prints what a model of queues, fed with the CPU time of a run's requests, predicts at each of
/// its levels, beside what was measured; and extrapolates arms with backends to more of them.
/// Throws UsageError and CannotRun.
common::Exit predict_run(const PredictOrder& order, const records::Paths& paths);

/// `tiga study variance`.
struct VarianceOrder {
  study::StudyOrder study;
  std::string plan = "report";  ///< a file, or a name in plans/
  study::VarianceDesign design;
};

/// Measures several processes and runs of each arm in each block, or the rest of it, and prints
/// what makes the ratios vary. `failed` if it was interrupted. Throws UsageError and CannotRun.
common::Exit study_variance(const VarianceOrder& order, const records::Paths& paths);

/// `tiga study aa`.
struct IdenticalOrder {
  study::StudyOrder study;
  study::IdenticalSettings settings;
  std::uint64_t minutes = 60;                ///< of measuring
  std::optional<std::uint64_t> experiments;  ///< at most; none: until the minutes are over
};

/// Measures experiments with identical arms until the time is over, and prints false rankings and
/// coverage. `failed` if it was interrupted, or if the figures exclude what the method promises.
/// Throws UsageError and CannotRun.
common::Exit study_identical(const IdenticalOrder& order, const records::Paths& paths);

/// `tiga study repeat`.
struct RepeatOrder {
  study::StudyOrder study;
  std::string plan = "report";  ///< a file, or a name in plans/
  std::uint64_t runs = 21;
};

/// Measures whole runs of a plan in a row, and prints which verdicts changed between neighbours.
/// `failed` if it was interrupted, or if a verdict was reversed. Throws UsageError and CannotRun.
common::Exit study_repeats(const RepeatOrder& order, const records::Paths& paths);

/// `tiga audit`.
struct AuditOrder {
  std::vector<std::filesystem::path> files;  ///< also folders
  std::optional<std::filesystem::path>
      json;                                  ///< the file for everything as JSON; none: not written
  std::optional<std::filesystem::path> csv;  ///< the file for a line for each file
  bool details = false;                      ///< print the page of each file of a folder, too
  text::Language language = text::Language::english;  ///< of the output
};

/// Prints the tables read from each file and their findings; of folders a line for each file, the
/// worst first. Nothing is printed if one of the outputs is /dev/stdout. `failed` if there are
/// errors; notes do not count. Throws CannotRun, after the other files were printed, if a given
/// file cannot be read or has no table that is understood, or a folder has no file with one.
common::Exit audit_files(const AuditOrder& order);

/// Prints the plans, and how long each takes: as its runs on this machine took, else its budget
/// after a "<", else "?". `failed` if one cannot be read.
common::Exit list_plans(const records::Paths& paths);

/// `tiga clean`.
struct CleanOrder {
  std::uint64_t keep = 0;                             ///< so many runs and maps stay, at least 1
  bool yes = false;                                   ///< does not ask
  text::Language language = text::Language::english;  ///< of the page of all runs
};

/// Removes all but the newest runs and maps of results/, a line for each, and makes the page of all
/// runs again. It asks before. Never removed are the one that `latest` points to, one that is being
/// measured, one that a user renamed, and folders that are neither a run's nor a map's. Throws
/// UsageError if there is no terminal to ask at, CannotRun.
common::Exit clean_results(const CleanOrder& order, const records::Paths& paths);

}  // namespace tiga::suite
