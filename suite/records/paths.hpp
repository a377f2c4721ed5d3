// Where the suite finds plans, chart scripts and published tables, and where runs go.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/home/home.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::records {

/// Folders that the suite works with.
struct Paths {
  std::filesystem::path root;     ///< holds plans/, plots/ and results/report-2020/
  std::filesystem::path results;  ///< runs go there

  std::filesystem::path plans() const { return root / "plans"; }
  std::filesystem::path plots() const { return root / "plots"; }
  /// Tables of the report that a plan names; empty where it names none.
  std::filesystem::path published(const plan::Plan& plan) const {
    return plan.published ? root / "results" / *plan.published : std::filesystem::path();
  }
};

/// The root is `root`, else this program's home (common::own_home()), else the current folder.
/// Results is `results`; else tiga-results/ in the current folder if this program is installed,
/// else the root's results/.
Paths find_home(const std::optional<std::filesystem::path>& root,
                const std::optional<std::filesystem::path>& results);

/// The file of a plan: `plan` itself when it is a file, else the one of that name in plans/.
/// Throws UsageError.
std::filesystem::path find_plan(const Paths& paths, const std::string& plan);

/// Files of all plans in plans/, by name.
std::vector<std::filesystem::path> all_plans(const Paths& paths);

/// The folder of a run or a map: `run` itself when it is a folder, else the one of that name in
/// results ("latest"). Throws UsageError.
std::filesystem::path find_run(const Paths& paths, const std::string& run);

using common::programs_folder;

/// Throws CannotRun, with what to do, unless all these programs of ours stand in `folder`.
void require_programs(std::vector<std::string> programs, const std::filesystem::path& folder);

/// A path for people: relative to the current folder where it lies below it. errno stays, so that a
/// message may name the path of what has failed.
std::string for_people(const std::filesystem::path& path);

/// This program as a word of a shell's command in the current folder: `tiga` if it is installed,
/// else its path.
std::string own_command();

}  // namespace tiga::suite::records
