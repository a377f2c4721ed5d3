// manifest.json: all that a run was, but for its figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/plan/plan.hpp"
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

/// What was found in /proc; what was not is empty.
struct Machine {
  std::string cpu;          ///< model name
  std::uint64_t cores = 0;  ///< hardware threads that this process may use
  std::optional<std::uint64_t> memory_kib;
  std::string kernel;  ///< "Linux 6.1.0-13-amd64 x86_64"
  /// Kernel settings that bear on the figures: name in sysctl(8)'s notation, value if the kernel
  /// has it.
  std::vector<std::pair<std::string, std::optional<std::string>>> sysctls;
  common::Topology topology = {};  ///< those threads; empty in runs that were made before
  /// CPUs' worth of time that control groups allow; nothing: no limit, or not known.
  std::optional<double> cpu_quota = {};
};

/// This machine, now.
Machine this_machine();

/// Processes that ran or waited for a core, the mean over the last minute (proc_loadavg(5)).
std::optional<double> load_average();

/// The build that measured.
struct BuildFacts {
  std::string version;
  std::string git_describe;
  std::string compiler;
  std::string flags;
  std::string build_type;
  std::string sanitizers;
  bool measures = true;  ///< false: not optimised, or sanitized, and forced
  std::vector<std::pair<std::string, std::string>> libraries;  ///< name, version

  /// Whether the source differs from every commit, or is not known.
  bool source_modified() const;
};

/// This program's.
BuildFacts build_facts();

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
};

std::string to_json(const Manifest& manifest);

/// Reads what to_json wrote; `file` is its name in messages. Throws CannotRun.
Manifest manifest_from_json(std::string_view json, std::string_view file);

}  // namespace tiga::suite::records
