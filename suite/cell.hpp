// One cell: fresh servers, a warm-up, the counted requests, the end of the servers, one row.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/cpu_set.hpp"
#include "common/group_keeper.hpp"
#include "loadgen/summary.hpp"
#include "suite/plan.hpp"
#include "suite/rows.hpp"
#include "suite/schedule.hpp"
#include "suite/waiting.hpp"

namespace tiga::suite {

/// What is the same for all cells of a run.
struct Bench {
  std::filesystem::path programs;               ///< folder of servers and loadgen
  std::filesystem::path work;                   ///< emptied and used by each cell
  std::optional<common::CpuSet> servers;        ///< none: not pinned
  std::optional<common::CpuSet> generator;      ///< none: not pinned
  const common::GroupKeeper* keeper = nullptr;  ///< none: what servers start may outlive a SIGKILL
};

/// What one cell gave.
struct CellResult {
  CellRow row;
  std::vector<LatencyRow> latency;
};

/// Runs a cell. Whatever fails stands in the row; only what `pulse` throws gets out, with all
/// children killed.
CellResult run_cell(const CellSpec& spec, const Plan& plan, const Bench& bench, const Pulse& pulse);

/// What both ends of a cell saw.
struct BothEnds {
  std::optional<loadgen::Summary> warm_up;  ///< none: there was no warm-up
  loadgen::Summary counted;
  std::optional<std::uint64_t> replies;  ///< sent by the front since its start
  bool counts_replies = true;            ///< whether it counts them at all
  std::uint64_t given_up = 0;            ///< requests that no end of the generator's may stand for
};

/// Why a cell is not valid, or nothing: a request that did not end ok, or counters that disagree
/// (ok <= replies sent <= ok + failed + abandoned, over warm-up and counted run).
std::optional<std::string> why_invalid(const BothEnds& ends);

}  // namespace tiga::suite
