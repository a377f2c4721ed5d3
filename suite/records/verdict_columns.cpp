#include "suite/records/column_of.hpp"

namespace tiga::suite::records {

Columns<VerdictRow> verdict_columns() {
  using R = VerdictRow;
  return {
      column("metric", "", &R::metric,
             "throughput (ok_per_second), server_cpu (server_cpu_us_per_request), latency_p99"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("load", "", &R::load, "share of each arm's own capacity; empty: a closed loop"),
      column("arm", "", &R::arm, "the arm that is compared"),
      column("baseline", "", &R::baseline, "the arm that it is compared with"),
      column("aa", "", &R::copy, "whether the arm is a copy of its baseline (A/A)"),
      column("blocks", "", &R::blocks, "blocks in which both have a valid cell"),
      column("ratio", "", &R::ratio,
             "the arm's value / the baseline's, geometric mean over the blocks: over 1 is more "
             "throughput, more CPU, a longer latency",
             4),
      column("lower", "", &R::lower, "lower end of the 95 % interval of the ratio", 4),
      column("upper", "", &R::upper, "upper end of that interval", 4),
      column("lower_90", "", &R::lower_90, "lower end of the 90 % interval, for equivalence", 4),
      column("upper_90", "", &R::upper_90, "upper end of that interval", 4),
      column("lower_99", "", &R::lower_99, "lower end of the 99 % interval, for the A/A check", 4),
      column("upper_99", "", &R::upper_99, "upper end of that interval", 4),
      column("p_value", "", &R::p_value, "two-sided, of the hypothesis that the ratio is 1"),
      column("p_holm", "", &R::p_holm,
             "corrected over the pairs and levels of the metric; empty for A/A"),
      column(
          "verdict", "", &R::verdict,
          "of the arm: equivalent, faster, slower, inconclusive or invalid; by server_cpu faster "
          "means less CPU, by latency_p99 a shorter latency"),
      column("bound", "", &R::bound,
             "the generator was the limit: the true ratio is at least, or at most, the measured "
             "one; both: no bound; unknown: the generator's CPU use was not measured"),
      column("precise", "", &R::precise, "whether the 95 % interval is within the plan's goal"),
      column("reason", "", &R::reason,
             "why the worse arm is worse, or why the verdict is invalid or inconclusive"),
  };
}

}  // namespace tiga::suite::records
