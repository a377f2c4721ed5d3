// How long plans take: as their runs took on this machine, else at most their budget.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suite/map/manifest.hpp"
#include "suite/plan/plan.hpp"
#include "suite/records/machine.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::overview {

/// What a complete run or map took.
struct TimedRun {
  std::string text;                            ///< of the plan, whole, as text_of() has it
  std::optional<std::uint32_t> budget_s = {};  ///< of a run: it may be another than the plan's
  double seconds = 0;                          ///< all its cells
};

/// How long a plan takes, without the time for its charts and pages.
struct Duration {
  std::optional<double> seconds = {};  ///< none: not known
  bool is_budget = false;              ///< no run of it was measured here; it may take less
};

/// A map's text, for TimedRun.
std::string text_of(const map::MapText& text);

/// What a run took, if it says how long its plan takes on `here`: it is complete, of one host, this
/// machine and a build that measures.
std::optional<TimedRun> timed(const records::RunData& run, const records::Machine& here);

/// All such runs and maps of a folder; of maps those that were measured as a whole. What cannot be
/// read is passed over.
std::vector<TimedRun> timed_runs(const std::filesystem::path& results);

/// The median over the runs of that very plan with its own budget, else the budget.
Duration duration_of(const plan::Plan& plan, const std::string& text,
                     std::span<const TimedRun> runs);
/// The same of a map.
Duration duration_of(const map::MapText& text, std::span<const TimedRun> runs);

}  // namespace tiga::suite::overview
