// What the `tiga` command does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/error.hpp"
#include "suite/home.hpp"
#include "suite/plan.hpp"

namespace tiga::suite {

/// `tiga run`.
struct RunOrder {
  std::string plan;                   ///< a file, or a name in plans/
  std::optional<std::uint32_t> seed;  ///< none: a random one
  std::optional<Pinning> pinning;     ///< none: the plan's
  bool force = false;                 ///< measure with any build, resume on any machine
  std::optional<std::string>
      resume;  ///< a run that was cut; the plan, seed and pinning are its own
};

/// Measures, or goes on with a run that was cut; writes the run's folder, prints the tables.
/// `failed` when a cell is not valid or the run was interrupted. Throws UsageError and CannotRun,
/// then without a folder left where nothing was measured.
common::Exit run_plan(const RunOrder& order, const Home& home);

/// Makes tables and chart of a run anew from its manifest.json and cells.csv, and prints the
/// tables. Throws UsageError and CannotRun.
common::Exit report_run(const std::string& run, const Home& home);

/// Prints the plans. `failed` when one cannot be read.
common::Exit list_plans(const Home& home);

}  // namespace tiga::suite
