// Columns of the files that are made from the cells of a run.
#include "suite/records/column_of.hpp"

namespace tiga::suite::records {

Columns<TableRow> table_columns() {
  using R = TableRow;
  return {
      column("no", "", &R::no, "row number"),
      column("concurrency_level", "", &R::concurrency_level, "connections at once"),
      column("time_taken_s", "s", &R::time_taken_s, "start of the first request to end of the last",
             6),
      column("complete_requests", "", &R::complete_requests, "requests with a correct reply"),
      column("failed_requests", "", &R::failed_requests, "requests without a correct reply"),
      column("total_transferred_bytes", "bytes", &R::total_transferred_bytes,
             "bytes received, heads and contents"),
      column("requests_per_second", "1/s", &R::requests_per_second,
             "complete_requests / time_taken_s", 2),
      column("time_per_request_ms", "ms", &R::time_per_request_ms,
             "time_taken_s / complete_requests (ab: mean, across all concurrent requests)", 6),
      column("transfer_rate_kbytes_per_s", "KiB/s", &R::transfer_rate_kbytes_per_s,
             "total_transferred_bytes / 1024 / time_taken_s", 2),
  };
}

Columns<VerdictRow> verdict_columns() {
  using R = VerdictRow;
  return {
      column("metric", "", &R::metric,
             "throughput (ok_per_second), server_cpu (server_cpu_us_per_request), total_cpu "
             "(total_cpu_us_per_request), latency_p99"),
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
      column("verdict", "", &R::verdict,
             "of the arm: equivalent, faster, slower, inconclusive or invalid; by server_cpu and "
             "total_cpu faster means less CPU, by latency_p99 a shorter latency"),
      column("bound", "", &R::bound,
             "the generator was the limit: the true ratio is at least, or at most, the measured "
             "one; both: no bound; unknown: the generator's CPU use was not measured"),
      column("precise", "", &R::precise, "whether the 95 % interval is within the plan's goal"),
      column("block_correlation", "", &R::block_correlation,
             "of neighbouring blocks, over all pairs of the metric; intervals and p allow for it"),
      column("reason", "", &R::reason,
             "why the worse arm is worse, or why the verdict is invalid or inconclusive"),
  };
}

// gnuplot 5.4 does not see that a line's last field is empty, so the last one never is.
Columns<EstimateRow> estimate_columns() {
  using R = EstimateRow;
  return {
      column("metric", "", &R::metric,
             "the estimated quantity, a column of cells.csv: throughput (1/s, ok_per_second), "
             "server_cpu (µs, server_cpu_us_per_request), total_cpu (µs, "
             "total_cpu_us_per_request), context_switches (voluntary and "
             "involuntary ones per request), peak_memory (KiB), latency_p50, latency_p90, "
             "latency_p99, latency_p99_9 (µs)"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("load", "", &R::load, "share of the arm's own capacity; empty: a closed loop"),
      column("arm", "", &R::arm, "the arm"),
      column("median", "", &R::median,
             "median over these blocks; for an even number the mean of the middle two"),
      column("lower", "", &R::lower,
             "lower end of the 95 % interval of the median: two of the blocks' values, for any "
             "distribution; empty below 6 blocks"),
      column("upper", "", &R::upper, "upper end of that interval"),
      column("bound", "", &R::bound,
             "the generator was the limit: the server's true figure is at least, or at most, the "
             "measured one; unknown: the generator's CPU use was not measured"),
      column("blocks", "", &R::blocks, "valid cells with a known value"),
  };
}

Columns<DistributionRow> distribution_columns() {
  using R = DistributionRow;
  return {
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("load", "", &R::load, "share of the arm's own capacity; empty: a closed loop"),
      column("arm", "", &R::arm, "the arm"),
      column("blocks", "", &R::blocks, "valid cells in the distribution"),
      column("requests", "", &R::requests, "requests of these cells"),
      column("latency_us", "µs", &R::latency_us, "a latency"),
      column("share", "", &R::share, "share of the requests that took less"),
  };
}

// The last column is never empty, as in estimate_columns().
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

Columns<VarianceRow> variance_columns() {
  using R = VarianceRow;
  return {
      column("block", "", &R::block, "round over the whole grid, from 1"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("process", "", &R::process, "fresh processes of this arm in this block, from 1"),
      column("arm", "", &R::arm, "architecture, or another arm of the plan; NAME-aa is a copy"),
      column("run", "", &R::run, "counted run of these processes, from 1"),
      column("ok_per_second", "1/s", &R::ok_per_second,
             "throughput of the run; empty if one of its requests did not end ok", 2),
      column("server_cpu_us_per_request", "us", &R::server_cpu_us_per_request,
             "CPU time of the servers in the run for each request that ended ok", 3),
      column("run_s", "s", &R::run_s, "duration of the run, with the generator's start and end", 4),
      column("process_s", "s", &R::process_s,
             "duration of these processes, with their start, warm-up, all runs and their end", 4),
      column("reason", "", &R::reason, "why the processes are not valid, as in cells.csv"),
  };
}

}  // namespace tiga::suite::records
