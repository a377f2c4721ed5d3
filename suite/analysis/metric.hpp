// What arms are compared by, and what may be said where the generator was the limit.
#pragma once

#include <optional>
#include <string_view>

#include "stats/comparison.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::analysis {

enum class Metric {
  throughput,   ///< ok_per_second; more is better
  server_cpu,   ///< server_cpu_us_per_request; less is better
  total_cpu,    ///< total_cpu_us_per_request, of closed loops; less is better
  latency_p99,  ///< latency_p99_us; less is better
};

/// "throughput", "server_cpu", "total_cpu", "latency_p99".
std::string_view to_string(Metric metric);

/// Whether it is a CPU time a request: the servers', or the generator's too.
bool is_cpu(Metric metric);

/// A cell's value; nothing where the cell is not valid or the value not known or not positive.
records::Real value_of(Metric metric, const records::CellRow& cell);

/// In which direction a saturated generator leaves the ratio of an arm to its baseline open. A
/// server behind a saturated generator may do better than was seen, never worse.
enum class Bound {
  none,      ///< the generator was not the limit
  at_least,  ///< the ratio may be greater
  at_most,   ///< the ratio may be less
  both,      ///< either
  unknown,   ///< not known whether the generator was the limit
};

/// "", "at least", "at most", "both", "unknown".
std::string_view to_string(Bound bound);

/// Whether the generator was the limit, from the share of its core that it used (0.95 or more);
/// nothing where that is not known.
std::optional<bool> is_saturated(const records::Real& core_share);

/// From the shares of its core that the generator used at an arm and its baseline (medians over
/// blocks; 0.95 or more is saturated). Beside a saturated one an unknown share counts as saturated.
/// CPU a request is never bounded.
Bound bound_of(Metric metric, const records::Real& at_arm, const records::Real& at_baseline);

/// What is found of an arm beside its baseline. For files the two middle ones are called "faster"
/// and "slower", whatever the metric.
enum class VerdictKind { equivalent, better, worse, inconclusive, invalid };

/// "equivalent", "faster", "slower", "inconclusive", "invalid".
std::string_view to_string(VerdictKind kind);

/// stats::rank(), read as the metric is, and taken back where the bound does not allow it: a
/// ranking stands only if the open direction leads away from 1, an equivalence only without a
/// bound.
VerdictKind judge(Metric metric, const stats::Comparison& comparison, double corrected_p,
                  double delta, Bound bound);

}  // namespace tiga::suite::analysis
