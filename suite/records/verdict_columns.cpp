#include "suite/records/column_of.hpp"

namespace tiga::suite::records {

Columns<VerdictRow> verdict_columns() {
  using R = VerdictRow;
  return {
      column("metric", "", &R::metric,
             "throughput (ok_per_second), server_cpu (server_cpu_us_per_request), latency_p99"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("load", "", &R::load, "share of each arm's own capacity; empty: a closed loop"),
      column("arm", "", &R::arm, "what is compared"),
      column("baseline", "", &R::baseline, "with what"),
      column("aa", "", &R::copy, "whether the arm is a copy of its baseline (A/A)"),
      column("blocks", "", &R::blocks, "blocks in which both have a valid cell"),
      column("ratio", "", &R::ratio,
             "the arm's value / the baseline's, geometric mean over the blocks: over 1 is more "
             "throughput, more CPU, a longer latency",
             4),
      column("lower", "", &R::lower, "95 % interval of the ratio, from here", 4),
      column("upper", "", &R::upper, "to here", 4),
      column("lower_90", "", &R::lower_90, "90 % interval, for equivalence, from here", 4),
      column("upper_90", "", &R::upper_90, "to here", 4),
      column("lower_99", "", &R::lower_99, "99 % interval, for the A/A check, from here", 4),
      column("upper_99", "", &R::upper_99, "to here", 4),
      column("p_value", "", &R::p_value, "two-sided, of the hypothesis that the ratio is 1"),
      column("p_holm", "", &R::p_holm,
             "corrected over the pairs and levels of the metric; empty for A/A"),
      column(
          "verdict", "", &R::verdict,
          "of the arm: equivalent, faster, slower, inconclusive or invalid; by server_cpu faster "
          "means less CPU, by latency_p99 a shorter latency"),
      column("bound", "", &R::bound,
             "the generator was the limit: the true ratio is at least, or at most, the one seen; "
             "both: either; unknown: nobody measured it"),
      column("precise", "", &R::precise, "whether the 95 % interval is within the plan's goal"),
      column("reason", "", &R::reason,
             "why the one behind is behind, or why the verdict is invalid or inconclusive"),
  };
}

}  // namespace tiga::suite::records
