// manifest.json: all that a run was, but for its figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/build_facts.hpp"
#include "suite/records/host_facts.hpp"
#include "suite/records/machine.hpp"
#include "suite/records/placement.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::records {

/// How far a run has come.
enum class RunStatus {
  running,      ///< or killed
  complete,     ///< it stopped by its own rules
  interrupted,  ///< ended by a signal
};

/// "running", "complete", "interrupted".
std::string_view to_string(RunStatus status);
/// The other way round. Throws std::invalid_argument for any other text.
RunStatus parse_status(std::string_view text);

/// Why no more cells are run.
enum class SweepEnd {
  precise,  ///< every interval is as narrow as the plan wants it
  blocks,   ///< the plan has no more blocks
  budget,   ///< another block would end after the plan's budget
};

/// "precise", "blocks", "budget".
std::string_view to_string(SweepEnd end);
/// The other way round; nothing for any other text.
std::optional<SweepEnd> parse_sweep_end(std::string_view text);

struct Manifest {
  plan::Plan plan;               ///< as it was run: without arms that were left out
  std::vector<Reason> left_out;  ///< why, for each of those, and what became of the copy
  std::string plan_text;         ///< the file, whole
  std::uint32_t seed = 0;
  std::uint64_t cells_planned = 0;  ///< at most
  RunStatus status = RunStatus::running;
  std::optional<SweepEnd> ended_by;     ///< of a complete run
  std::string started;                  ///< UTC
  std::vector<std::string> resumed;     ///< UTC, each time that it went on
  std::optional<std::string> finished;  ///< UTC
  std::optional<double> load_average;   ///< processes that ran or waited, in the minute before
  bool beside_another_run = false;      ///< forced while another run measured on the same cores
  Placement placement;
  Machine machine;
  BuildFacts build;
  /// Of a run on several hosts: each of them, the first is the one above. Empty: one machine.
  std::vector<HostFacts> hosts;
};

std::string to_json(const Manifest& manifest);

/// Reads what to_json wrote; `file` is its name in messages. Throws CannotRun.
Manifest manifest_from_json(std::string_view json, std::string_view file);

}  // namespace tiga::suite::records
