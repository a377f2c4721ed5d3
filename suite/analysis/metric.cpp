#include "suite/analysis/metric.hpp"

#include <cmath>

#include "loadgen/summary.hpp"

namespace tiga::suite::analysis {
namespace {

bool more_is_better(Metric metric) { return metric == Metric::throughput; }

}  // namespace

std::string_view to_string(Metric metric) {
  switch (metric) {
    case Metric::throughput:
      return "throughput";
    case Metric::server_cpu:
      return "server_cpu";
    case Metric::total_cpu:
      return "total_cpu";
    case Metric::latency_p99:
      return "latency_p99";
  }
  return "";
}

bool is_cpu(Metric metric) { return metric == Metric::server_cpu || metric == Metric::total_cpu; }

records::Real value_of(Metric metric, const records::CellRow& cell) {
  const records::Real& value = metric == Metric::throughput   ? cell.ok_per_second
                               : metric == Metric::server_cpu ? cell.server_cpu_us_per_request
                               : metric == Metric::total_cpu  ? cell.total_cpu_us_per_request
                                                              : cell.latency_p99_us;
  const bool usable = cell.valid && value && std::isfinite(*value) && *value > 0;
  return usable ? value : std::nullopt;
}

std::string_view to_string(Bound bound) {
  switch (bound) {
    case Bound::none:
      return "";
    case Bound::at_least:
      return "at least";
    case Bound::at_most:
      return "at most";
    case Bound::both:
      return "both";
    case Bound::unknown:
      return "unknown";
  }
  return "";
}

std::optional<bool> is_saturated(const records::Real& core_share) {
  return core_share ? std::optional(*core_share >= loadgen::saturated_core_share) : std::nullopt;
}

Bound bound_of(Metric metric, const records::Real& at_arm, const records::Real& at_baseline) {
  if (is_cpu(metric)) {
    return Bound::none;
  }
  const bool arm = is_saturated(at_arm).value_or(false);
  const bool baseline = is_saturated(at_baseline).value_or(false);
  if (!at_arm || !at_baseline) {
    return arm || baseline ? Bound::both : Bound::unknown;
  }
  if (arm == baseline) {
    return arm ? Bound::both : Bound::none;
  }
  return arm == more_is_better(metric) ? Bound::at_least : Bound::at_most;
}

std::string_view to_string(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::equivalent:
      return "equivalent";
    case VerdictKind::better:
      return "faster";
    case VerdictKind::worse:
      return "slower";
    case VerdictKind::inconclusive:
      return "inconclusive";
    case VerdictKind::invalid:
      return "invalid";
  }
  return "";
}

VerdictKind judge(Metric metric, const stats::Comparison& comparison, double corrected_p,
                  double delta, Bound bound) {
  using stats::Ranking;
  const Ranking ranking = stats::rank(comparison, corrected_p, delta);
  const bool open_above = bound == Bound::at_least || bound == Bound::both;
  const bool open_below = bound == Bound::at_most || bound == Bound::both;
  if (ranking == Ranking::equivalent) {
    return open_above || open_below ? VerdictKind::inconclusive : VerdictKind::equivalent;
  }
  const bool above = ranking == Ranking::above;
  if (ranking == Ranking::inconclusive || (above ? open_below : open_above)) {
    return VerdictKind::inconclusive;
  }
  return above == more_is_better(metric) ? VerdictKind::better : VerdictKind::worse;
}

}  // namespace tiga::suite::analysis
