// What was measured, as fields of a cell's row.
#pragma once

#include <vector>

#include "common/clock.hpp"
#include "loadgen/summary.hpp"
#include "suite/measure/fleet.hpp"
#include "suite/measure/warm_up.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

double seconds(common::Nanoseconds time);

/// The generator's counts, times and latencies.
void take_summary(const loadgen::Summary& summary, records::CellRow& row);
/// Its histogram, as rows that name the cell.
std::vector<records::LatencyRow> latency_rows(const loadgen::Summary& summary,
                                              const records::CellRow& cell);
/// CPU time of the servers between two readings around the counted run, the front's part of it
/// where there are backends, and with the generator's;
/// `cores` that the servers may use. After take_summary.
void take_server_cpu(const FleetUse& before, const FleetUse& after, std::size_t cores,
                     records::CellRow& row);
/// What the servers used and counted from start to end.
void take_end(const FleetEnd& end, const WarmedUp& before, records::CellRow& row);

}  // namespace tiga::suite::measure
