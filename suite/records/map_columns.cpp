#include "loadgen/summary.hpp"
#include "suite/records/column_of.hpp"

namespace tiga::suite::records {

// The last one is never empty (estimate_columns.cpp says why).
Columns<MapRow> map_columns() {
  using R = MapRow;
  return {
      column("workload", "", &R::workload, "name of the workload, and of its run's folder"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("arm", "", &R::arm, "the arm"),
      column("blocks", "", &R::blocks, "its valid cells"),
      column("throughput", "1/s", &R::throughput, "median of ok_per_second over these blocks", 2),
      column("throughput_lower", "1/s", &R::lower,
             "lower end of the 95 % interval of the median; empty below 6 blocks", 2),
      column("throughput_upper", "1/s", &R::upper, "upper end of that interval", 2),
      column("bound", "", &R::bound,
             "at least: the generator was the limit, the server may be faster; unknown: the "
             "generator's CPU use was not measured"),
      column("server_cpu_us_per_request", "µs", &R::server_cpu_us_per_request,
             "median of the CPU time per request of all server processes", 2),
      column("context_switches", "", &R::context_switches,
             "median of voluntary and involuntary context switches per request", 3),
      column("server_core_share", "", &R::server_core_share,
             "median share of the most used resource of the servers (as in cells.csv)", 3),
      column("generator_core_share", "", &R::generator_core_share,
             fmt::format(
                 "median share of its core that the generator used; from {} on it is saturated",
                 loadgen::saturated_core_share),
             3),
      column("predicted_cpu_us", "µs", &R::predicted_cpu_us,
             "server CPU per request on which the prediction is based: that of the work, and the "
             "arm's own for the page without work",
             2),
      column("predicted_at_least", "1/s", &R::predicted_at_least,
             "lower bound of the model: each request waits for a core until all others have had "
             "theirs",
             2),
      column("predicted", "1/s", &R::predicted,
             "upper bound of the model; empty: the workload has no service time, or the arm's "
             "concurrency model is unknown",
             2),
      column("limit", "", &R::limit,
             "what limits it: clients (too few), handlers (each processes one request at a time), "
             "cpu"),
      column("measured_to_predicted", "", &R::measured_to_predicted, "throughput / predicted", 3),
      column("winner", "", &R::winner,
             "the arm that won; in a tie all arms that tie, separated by ="),
      column("ranked_by", "", &R::ranked_by,
             "throughput; server_cpu if the generator was the limit of more than one"),
      column("ratio", "", &R::ratio,
             "of the winner to the runner-up by throughput, of the runner-up to the winner by "
             "server CPU",
             4),
      column("ratio_lower", "", &R::ratio_lower, "lower end of its 95 % interval", 4),
      column("ratio_upper", "", &R::ratio_upper, "upper end of that interval", 4),
      column("at_least", "", &R::at_least,
             "whether the generator was the winner's limit, so that the ratio may be greater"),
      column("verdict", "", &R::verdict,
             "wins; equivalent or inconclusive: a tie; estimated: too few blocks for a verdict; "
             "alone: no other arm has a valid cell; invalid"),
  };
}

}  // namespace tiga::suite::records
