// The load of a cell: one run of a generator on each host that has one, together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "loadgen/summary.hpp"
#include "suite/measure/host.hpp"
#include "suite/measure/load_order.hpp"
#include "suite/measure/step.hpp"
#include "suite/plan/plan.hpp"

namespace tiga::suite::measure {

/// What the generators found together.
struct LoadEnd {
  loadgen::Summary summary;
  std::vector<std::string> hosts = {};  ///< where they ran
  /// Time between the first start of a generator and the last, and how far that may be wrong, in
  /// microseconds; none: there was one only.
  std::optional<double> start_spread_us = {};
};

/// Runs it to its end. Several generators divide the order and begin at the same time. Requests
/// that failed stand in the summary; what of it wrk leaves open stands at wrk_engine. Throws
/// InvalidCell when a generator itself failed, with what it said, or took too long (see
/// loadgen_command).
LoadEnd run_load(const LoadOrder& order, const Testbed& testbed, const Pulse& pulse);

/// Throws UsageError if the plan has wrk generate the load and several hosts are to do so: it can
/// neither be told when to begin, nor says what can be merged.
void refuse_divided_wrk(const plan::Plan& plan, const Testbed& testbed);

}  // namespace tiga::suite::measure
