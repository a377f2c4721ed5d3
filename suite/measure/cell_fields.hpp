// What was measured, as fields of a cell's row.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "common/clock.hpp"
#include "loadgen/summary.hpp"
#include "suite/measure/fleet.hpp"
#include "suite/measure/system_use.hpp"
#include "suite/measure/warm_up.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::measure {

double seconds(common::Nanoseconds time);

/// The generator's counts, times and latencies.
void take_summary(const loadgen::Summary& summary, records::CellRow& row);
/// Its histogram, as rows that name the cell.
std::vector<records::LatencyRow> latency_rows(const loadgen::Summary& summary,
                                              const records::CellRow& cell);
/// CPU time of the servers between two readings of a fleet around the counted run, the front's part
/// of it where there are backends, and with the generator's; the share of the cores is that of the
/// fullest host. After take_summary.
void take_server_cpu(const FleetUse& before, const FleetUse& after, records::CellRow& row);
/// What kernel and machine of each host did in the counted run: the counters summed, those that
/// hosts share once, not known where one does not tell; the largest of the shares.
void take_system_use(const std::vector<SystemUse>& hosts, records::CellRow& row);
/// Where the cell ran, of a run on several hosts: the host of each server process, the front's
/// first, and of each generator. A host that is named twice stands there once.
void take_hosts(std::span<const std::string> servers, std::span<const std::string> generators,
                records::CellRow& row);
/// What the servers used and counted from start to end.
void take_end(const FleetEnd& end, const WarmedUp& before, records::CellRow& row);

}  // namespace tiga::suite::measure
