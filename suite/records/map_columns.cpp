#include "loadgen/summary.hpp"
#include "suite/records/column_of.hpp"

namespace tiga::suite::records {

// The last one is never empty (estimate_columns.cpp says why).
Columns<MapRow> map_columns() {
  using R = MapRow;
  return {
      column("workload", "", &R::workload, "name of the workload, and of its run's folder"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("arm", "", &R::arm, "whose figures these are"),
      column("blocks", "", &R::blocks, "its valid cells"),
      column("throughput", "1/s", &R::throughput, "median of ok_per_second over those", 2),
      column("throughput_lower", "1/s", &R::lower,
             "95 % interval of the median, from here; empty below 6 blocks", 2),
      column("throughput_upper", "1/s", &R::upper, "to here", 2),
      column("bound", "", &R::bound,
             "at least: the generator was the limit, the server may do more; unknown: nobody "
             "measured it"),
      column("server_cpu_us_per_request", "µs", &R::server_cpu_us_per_request,
             "median of the CPU time of all server processes a request", 2),
      column("context_switches", "", &R::context_switches,
             "median of voluntary and involuntary context switches a request", 3),
      column("server_core_share", "", &R::server_core_share,
             "median share of the fullest of what the servers may use (as in cells.csv)", 3),
      column("generator_core_share", "", &R::generator_core_share,
             fmt::format(
                 "median share of its core that the generator used; from {} on it is saturated",
                 loadgen::saturated_core_share),
             3),
      column("predicted_cpu_us", "µs", &R::predicted_cpu_us,
             "server CPU a request that the prediction is made from: the work's, and the arm's own "
             "on the page without work",
             2),
      column("predicted_at_least", "1/s", &R::predicted_at_least,
             "least that the model gives the arm: each request waits for a core until all others "
             "have had theirs",
             2),
      column("predicted", "1/s", &R::predicted,
             "most that the model gives the arm; empty: the workload has no service time, or it is "
             "not known how the arm handles requests",
             2),
      column("limit", "", &R::limit,
             "what sets that: clients (too few), handlers (each works on one request at a time), "
             "cpu"),
      column("measured_to_predicted", "", &R::measured_to_predicted, "throughput / predicted", 3),
      column("winner", "", &R::winner, "the arm that won; of a tie all that tie, with = between"),
      column("ranked_by", "", &R::ranked_by,
             "throughput; server_cpu where the generator was the limit of more than one"),
      column("ratio", "", &R::ratio,
             "of the winner to the runner-up by throughput, of the runner-up to the winner by "
             "server CPU",
             4),
      column("ratio_lower", "", &R::ratio_lower, "its 95 % interval, from here", 4),
      column("ratio_upper", "", &R::ratio_upper, "to here", 4),
      column("at_least", "", &R::at_least,
             "whether the generator was the winner's limit, so that the ratio may be greater"),
      column("verdict", "", &R::verdict,
             "wins; equivalent or inconclusive: a tie; estimated: too few blocks for a verdict; "
             "alone: no other arm has a valid cell; invalid"),
  };
}

}  // namespace tiga::suite::records
