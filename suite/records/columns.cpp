#include "suite/records/columns.hpp"

#include <fmt/format.h>

#include "common/error.hpp"
#include "suite/plan/method.hpp"
#include "suite/records/column_of.hpp"

namespace tiga::suite::records {
namespace {

Columns<CellRow> identity_columns() {
  using R = CellRow;
  return {
      column("cell", "", &R::cell, "position in the schedule, from 1"),
      column("block", "", &R::block, "round over the whole grid, from 1"),
      column("arm", "", &R::arm,
             "architecture, or another arm of the plan; NAME-aa is a copy of it"),
      column("concurrency", "", &R::concurrency, "connections that the generator keeps open"),
      column("load", "", &R::load,
             "share of the arm's capacity that an open loop offers; empty: a closed loop"),
      column("server_hosts", "", &R::server_hosts,
             "of a run on several hosts: where its servers ran, separated by blanks, the front's "
             "host first"),
      column("generator_hosts", "", &R::generator_hosts,
             "of such a run: the hosts that generated its load"),
      column("started", "", &R::started, "when the cell began, UTC"),
      column("cell_s", "s", &R::cell_s, "duration of the cell, from start to end of its servers"),
      column("requests", "", &R::requests,
             "requested number of counted requests; wrk gets a duration instead"),
      column("rate", "1/s", &R::rate, "requests that an open loop offers"),
      column("warm_up_requests", "", &R::warm_up_requests, "uncounted requests before them"),
      column("warm_up_batches", "", &R::warm_up_batches, "runs of the generator for the warm-up"),
      column(
          "steady_state", "", &R::steady_state,
          fmt::format(
              "whether the last three batches agreed within {:.0f} %; empty: the plan does not ask",
              plan::method::warm_up_agreement * 100)),
      column("valid", "", &R::valid,
             "yes, or no: then `reason` says why, and no table uses the cell"),
  };
}

Columns<CellRow> outcome_columns() {
  Columns<CellRow> columns;
  for (const loadgen::OutcomeInfo& outcome : loadgen::all_outcomes) {
    const auto place = static_cast<std::size_t>(outcome.outcome);
    columns.push_back({std::string(outcome.name), "", fmt::format("requests: {}", outcome.meaning),
                       [=](const CellRow& row) { return to_field(row.outcomes[place], shortest); },
                       [=](CellRow& row, const std::string& field) {
                         return from_field(field, row.outcomes[place]);
                       }});
  }
  return columns;
}

Columns<CellRow> generator_columns() {
  using R = CellRow;
  return {
      column("not_started", "", &R::not_started, "requested but never started"),
      column("ab_failed", "", &R::ab_failed, "failed requests by ab's rules"),
      column("ab_non_2xx", "", &R::ab_non_2xx, "non-2xx responses by ab's rules"),
      column("octets_received", "bytes", &R::bytes_received, "heads and contents of replies"),
      column("requests_per_second", "1/s", &R::requests_per_second,
             "complete_requests / time_taken_s, as ab counts"),
      column("ok_per_second", "1/s", &R::ok_per_second, "ok / time_taken_s"),
      column("latency_min_us", "µs", &R::latency_min_us, "shortest time from request to reply"),
      column("latency_mean_us", "µs", &R::latency_mean_us, "mean"),
      column("latency_p50_us", "µs", &R::latency_p50_us, "50 % took no longer"),
      column("latency_p90_us", "µs", &R::latency_p90_us, "90 % took no longer"),
      column("latency_p95_us", "µs", &R::latency_p95_us, "95 % took no longer"),
      column("latency_p99_us", "µs", &R::latency_p99_us, "99 % took no longer"),
      column("latency_p99_lower_us", "µs", &R::latency_p99_lower_us,
             "95 % interval of the p99 as if requests were independent (order statistics): a lower "
             "bound of its uncertainty"),
      column("latency_p99_upper_us", "µs", &R::latency_p99_upper_us, "its upper end"),
      column("latency_p99_9_us", "µs", &R::latency_p99_9_us, "99.9 % took no longer"),
      column("latency_max_us", "µs", &R::latency_max_us, "longest"),
      column("connections_opened", "", &R::connections_opened, "connections that were opened"),
      column("mean_in_flight", "", &R::mean_in_flight, "requests in flight, mean over the run"),
      column("littles_law_ratio", "", &R::littles_law_ratio,
             "ok_per_second x mean time in flight / mean_in_flight; 1 if Little's law holds"),
      column("start_delay_p99_us", "µs", &R::start_delay_p99_us,
             "open loop: 99 % of the requests started at most this long after they were due"),
      column("start_spread_us", "µs", &R::start_spread_us,
             "several generators: from the start of the first to that of the last, at most: with "
             "what the clocks of their hosts leave open"),
      column("generator_cpu_s", "s", &R::generator_cpu_s, "CPU time of the generator, all threads"),
      column(
          "generator_core_share", "", &R::generator_core_share,
          fmt::format("CPU time of its busiest thread / time_taken_s; from {} on the generator is "
                      "saturated and the throughput a lower bound",
                      loadgen::saturated_core_share)),
      column("generator_engine", "", &R::generator_engine, "system interface of the generator"),
  };
}

Columns<CellRow> server_columns() {
  using R = CellRow;
  return {
      column("replies_sent", "", &R::replies_sent,
             "replies counted by the front server, without the warm-up"),
      column("reply_times", "s", &R::reply_times,
             "times at which the front server had sent a number of replies, as REPLIES:SECONDS "
             "separated by blanks; only for servers that report them"),
      column("backend_replies", "", &R::backend_replies,
             "replies counted by each backend, including the warm-up, separated by blanks"),
      column("backend_jain_index", "", &R::backend_jain_index,
             "Jain's index of those: 1 if all have the same share, 1/n if one has all"),
      column("server_cpu_s", "s", &R::server_cpu_s,
             "CPU time of all server processes during the counted run"),
      column("server_cpu_us_per_request", "µs", &R::server_cpu_us_per_request, "server_cpu_s / ok"),
      column("front_cpu_us_per_request", "µs", &R::front_cpu_us_per_request,
             "of an arm with backends: the part of that which the front server needed"),
      column("total_cpu_us_per_request", "µs", &R::total_cpu_us_per_request,
             "(server_cpu_s + generator_cpu_s) / ok; made from these where the file lacks it"),
      column(
          "server_core_share", "", &R::server_core_share,
          "CPU time / time_taken_s of the most used resource of the servers: all their cores, or "
          "the cores of one process (one core if it has one thread); near 1 it was saturated"),
      column("server_cpu_total_s", "s", &R::server_cpu_total_s,
             "CPU time of all server processes from start to end, including the warm-up"),
      column("server_peak_memory_kib", "KiB", &R::server_peak_memory_kib,
             "peak resident memory, summed over the server processes"),
      column("server_threads", "", &R::server_threads,
             "maximum number of threads of the server processes (sampled every 20 ms)"),
      column("server_voluntary_switches", "", &R::server_voluntary_switches,
             "times that a server thread waited, from start to end, including the warm-up"),
      column("server_involuntary_switches", "", &R::server_involuntary_switches,
             "times that a server thread was preempted, from start to end"),
      column("server_voluntary_switches_per_request", "", &R::server_voluntary_switches_per_request,
             "voluntary ones / all replies, including the warm-up"),
      column("server_involuntary_switches_per_request", "",
             &R::server_involuntary_switches_per_request,
             "involuntary ones / all replies, including the warm-up"),
  };
}

Columns<CellRow> system_columns() {
  using R = CellRow;
  return {
      column("listen_overflows", "", &R::listen_overflows,
             "overflows of listen queues, of the whole machine"),
      column("syn_retransmits", "", &R::syn_retransmits,
             "retransmitted SYNs and SYN-ACKs, of the whole machine"),
      column("segments_retransmitted", "", &R::segments_retransmitted,
             "all retransmitted TCP segments, those among them, of the whole machine (or of all "
             "hosts of the run)"),
      column("stolen_share", "", &R::stolen_share,
             "share of the cores' time that the hypervisor gave to others"),
      column("cpu_pressure_share", "", &R::cpu_pressure_share,
             "share of the time in which some process had to wait for a core (PSI)"),
      column("reason", "", &R::reason, "why the cell is invalid: a code of the table below"),
      column("log", "", &R::log,
             "of an invalid cell: the file in the run's folder with all that its servers and "
             "generator printed"),
  };
}

template <class Row>
std::string section(std::string_view heading, std::string_view text, const Columns<Row>& columns) {
  std::string out =
      fmt::format("\n## {}\n\n{}\n\n| column | unit | meaning |\n|---|---|---|\n", heading, text);
  for (const Column<Row>& column : columns) {
    out += fmt::format("| `{}` | {} | {} |\n", column.name, column.unit, column.meaning);
  }
  return out;
}

}  // namespace

Columns<CellRow> cell_columns() {
  using R = CellRow;
  Columns<CellRow> columns = identity_columns();
  const Columns<R> counts{
      column("time_taken_s", "s", &R::time_taken_s,
             "start of the first request to end of the last"),
      column("attempted", "", &R::attempted, "requests that were started"),
      column("complete_requests", "", &R::complete_requests, "by ab's rules"),
      column("failed", "", &R::failed, "attempted, but neither ok nor abandoned"),
  };
  for (const Columns<R>& more :
       {counts, outcome_columns(), generator_columns(), server_columns(), system_columns()}) {
    columns.insert(columns.end(), more.begin(), more.end());
  }
  return columns;
}

Columns<LatencyRow> latency_columns() {
  using R = LatencyRow;
  return {
      column("cell", "", &R::cell, "the cell's number in cells.csv"),
      column("block", "", &R::block, "its block"),
      column("arm", "", &R::arm, "its architecture"),
      column("concurrency", "", &R::concurrency, "its concurrency"),
      column("load", "", &R::load, "its load"),
      column("lower_ns", "ns", &R::lower_ns, "lower end of the bin, included"),
      column("upper_ns", "ns", &R::upper_ns, "upper end of the bin, excluded"),
      column("count", "", &R::count, "requests in the bin"),
  };
}

void refuse_field(std::string_view file, std::size_t line, std::string_view column,
                  std::string_view field) {
  throw common::CannotRun(fmt::format("{}:{}: {}: '{}' makes no sense", file, line, column, field));
}

std::string columns_page() {
  std::string page =
      "# Columns\n\n"
      "Written by `tiga columns` from the lists in `suite/records/*columns.cpp`; a test checks "
      "that it is "
      "up to date.\nAn empty field is an unknown value; it never means 0.\n";
  page +=
      section("cells.csv",
              "One row for each cell that was run, including failed ones, in the order of the run.",
              cell_columns()) +
      reasons_page();
  page += section("latency.csv",
                  "The latency histogram of each cell: bins in ascending order, none empty.",
                  latency_columns());
  page += section(
      "tables/*.csv, tables/*.md",
      "One row for each concurrency: the valid run with the median time taken (for an even number "
      "the lower middle one),\nso that its fields are consistent. Without a valid run all fields "
      "except the first two are empty.\nTimes have six decimals, not ab's three, so that "
      "`requests_per_second` × `time_taken_s` is\n`complete_requests` to the last digit shown. "
      "A reply is correct if its status, framing and\ncontent are the expected ones.",
      table_columns());
  page +=
      section("verdicts.csv",
              "One row for each comparison, by metric, level and pair ([the rules](method.md)); "
              "without two blocks none.",
              verdict_columns());
  page +=
      section("estimates.csv",
              "One row for each figure, level and arm (including a copy) with a valid cell: the "
              "data of the charts.\nOnly blocks are independent, so intervals are over blocks "
              "([the rules](method.md)).",
              estimate_columns());
  page += section("distributions.csv",
                  "All requests of an arm's valid cells at a level as one distribution: points of "
                  "its cumulative curve,\nascending, at least 2 % of latency apart. Arms under wrk "
                  "have none.",
                  distribution_columns());
  page +=
      section("map.csv",
              "Of `tiga map` ([the map](map.md)): one row for each workload, concurrency and "
              "arm; the columns from\n`winner` on are the same for all arms of that combination.",
              map_columns());
  page +=
      section("variance.csv",
              "Of `tiga study variance` ([studies](studies.md)): one row for each counted run of "
              "a process, in the order\nof the study.",
              variance_columns());
  return page;
}

}  // namespace tiga::suite::records
