#include "suite/records/column_of.hpp"

namespace tiga::suite::records {

// gnuplot 5.4 does not see that a line's last field is empty, so the last one never is.
Columns<EstimateRow> estimate_columns() {
  using R = EstimateRow;
  return {
      column("metric", "", &R::metric,
             "the estimated quantity, a column of cells.csv: throughput (1/s, ok_per_second), "
             "server_cpu (µs, server_cpu_us_per_request), context_switches (voluntary and "
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

}  // namespace tiga::suite::records
