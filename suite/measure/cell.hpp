// One cell: fresh servers, a warm-up, the counted requests, the end of the servers, one row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suite/measure/host.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/plan.hpp"
#include "suite/plan/schedule.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

/// What one cell gave.
struct CellResult {
  records::CellRow row;
  std::vector<records::LatencyRow> latency;
  std::string log = {};  ///< cell_log(), for the file that the row names; "" if the cell is valid
  std::string lost_host = {};  ///< a host that was lost in it (HostLost), so no other can be run
};

/// Runs a cell of the plan that the hosts of the testbed have. `capacity` is what the arm did in a
/// closed loop at that concurrency in the same block, in requests a second; only a cell with a load
/// asks for it. Whatever fails stands in the row. With all children killed, these get out: what
/// `pulse` throws, unless a host was lost, and CannotRun or filesystem_error if a cell failed and
/// the folder of a host has no room for another.
CellResult run_cell(const plan::CellSpec& spec, const plan::Plan& plan, const Testbed& testbed,
                    std::optional<double> capacity, const Pulse& pulse);

}  // namespace tiga::suite::measure
