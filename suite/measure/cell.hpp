// One cell: fresh servers, a warm-up, the counted requests, the end of the servers, one row.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/cpu_set.hpp"
#include "common/group_keeper.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// What is the same for all cells of a run.
struct Bench {
  std::filesystem::path programs;           ///< folder of servers and loadgen
  std::filesystem::path work;               ///< emptied and used by each cell
  std::optional<common::CpuSet> servers;    ///< none: not pinned
  std::optional<common::CpuSet> generator;  ///< none: not pinned
  const common::GroupKeeper* keeper =
      nullptr;  ///< ends servers when this process is killed; none: only their parents

  /// Cores that the servers may use.
  std::size_t server_cores() const;
};

/// What one cell gave.
struct CellResult {
  records::CellRow row;
  std::vector<records::LatencyRow> latency;
};

/// Runs a cell. `capacity` is what the arm did in a closed loop at that concurrency in the same
/// block, in requests a second; only a cell with a load asks for it. Whatever fails stands in the
/// row; only what `pulse` throws gets out, with all children killed.
CellResult run_cell(const plan::CellSpec& spec, const plan::Plan& plan, const Bench& bench,
                    std::optional<double> capacity, const Pulse& pulse);

}  // namespace tiga::suite::measure
