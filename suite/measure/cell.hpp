// One cell: fresh servers, a warm-up, the counted requests, the end of the servers, one row.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
};

/// Runs a cell. `capacity` is what the arm did in a closed loop at that concurrency in the same
/// block, in requests a second; only a cell with a load asks for it. Whatever fails stands in the
/// row. With all children killed, these get out: what `pulse` throws, and CannotRun or
/// filesystem_error if a cell failed and the bench's folder has no room for another.
CellResult run_cell(const plan::CellSpec& spec, const plan::Plan& plan, const Bench& bench,
                    std::optional<double> capacity, const Pulse& pulse);

}  // namespace tiga::suite::measure
