// What was measured, as fields of a cell's row.
#pragma once

#include <cstdint>
#include <span>
#include <string>
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
/// Where the cell ran, of a run on several hosts: the host of each server process, the front's
/// first, and of each generator. A host that is named twice stands there once.
void take_hosts(std::span<const std::string> servers, std::span<const std::string> generators,
                records::CellRow& row);
/// From the first to the last start of several generators, all in ns on one clock, of which the
/// readings may be wrong by `bound_ns` altogether. Nothing for a single one.
void take_start_spread(std::span<const std::int64_t> starts_ns, std::int64_t bound_ns,
                       records::CellRow& row);
/// What the servers used and counted from start to end.
void take_end(const FleetEnd& end, const WarmedUp& before, records::CellRow& row);

}  // namespace tiga::suite::measure
