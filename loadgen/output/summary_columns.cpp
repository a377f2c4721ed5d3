#include "loadgen/output/summary_columns.hpp"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

namespace tiga::loadgen::output {
namespace {

std::string field(const std::string& text) { return text; }
std::string field(std::string_view text) { return std::string(text); }
std::string field(bool value) { return value ? "true" : "false"; }

template <typename Number>
requires std::is_arithmetic_v<Number> std::string field(Number number) {
  return fmt::format("{}", number);
}

template <typename Value>
std::string field(const std::optional<Value>& value) {
  return value ? field(*value) : std::string();
}

/// A column whose value is what `get` finds in a summary.
template <typename Get>
SummaryColumn column(std::string name, std::string meaning, Get get) {
  return {std::move(name), [get](const Summary& summary) { return field(get(summary)); },
          std::move(meaning)};
}

using S = const Summary&;
using Columns = std::vector<SummaryColumn>;

void add(Columns& columns, Columns more) {
  columns.insert(columns.end(), more.begin(), more.end());
}

Columns order() {
  return {
      column("server_software", "what the server calls itself",
             [](S s) { return s.target.software; }),
      column("host", "of the URL", [](S s) { return s.target.host; }),
      column("port", "of the URL", [](S s) { return s.target.port; }),
      column("path", "of the URL, with the query", [](S s) { return s.target.path; }),
      column("document_length", "octets of the first complete reply's body",
             [](S s) { return s.target.document_length; }),
      column("variable_document", "`-l`", [](S s) { return s.target.variable_document; }),
      column("concurrency", "`-c`", [](S s) { return s.concurrency; }),
      column("keep_alive", "`-k`", [](S s) { return s.keep_alive; }),
      column("sends_content", "`-p` or `-u`", [](S s) { return s.sends_content; }),
  };
}

Columns ends() {
  Columns columns = {column("attempted", "requests started", [](S s) { return s.attempted; })};
  for_each_outcome([&](Outcome outcome) {
    columns.push_back(
        column(std::string(name_of(outcome)),
               outcome == Outcome::ok ? "requests that ended well" : "requests that ended so",
               [outcome](S s) { return s.outcomes[outcome]; }));
  });
  return columns;
}

Columns totals() {
  return {
      column("not_started", "requests asked for, or due, that were not started",
             [](S s) { return s.not_started; }),
      column("interrupted", "ended by a signal", [](S s) { return s.interrupted; }),
      column("octets_received", "all octets of HTTP", [](S s) { return s.octets_received; }),
      column("octets_sent", "all octets of HTTP", [](S s) { return s.octets_sent; }),
      column("elapsed_s", "start of the first request to end of the last",
             [](S s) { return s.elapsed_s; }),
      column("requests_per_second", "ab's: complete / elapsed",
             [](S s) { return s.requests_per_second(); }),
      column("ok_per_second", "goodput", [](S s) { return s.ok_per_second(); }),
  };
}

struct LatencyFigure {
  std::string name;
  std::optional<double> LatencySummary::*value;
  std::string meaning;
};

const std::vector<LatencyFigure>& latency_figures() {
  static const std::vector<LatencyFigure> figures = {
      {"min", &LatencySummary::min, "shortest"},
      {"mean", &LatencySummary::mean, "mean"},
      {"p50", &LatencySummary::p50, "median"},
      {"p90", &LatencySummary::p90, "90 % took no longer"},
      {"p95", &LatencySummary::p95, "95 % took no longer"},
      {"p99", &LatencySummary::p99, "99 % took no longer"},
      {"p99_9", &LatencySummary::p99_9, "99.9 % took no longer"},
      {"p99_99", &LatencySummary::p99_99, "99.99 % took no longer"},
      {"max", &LatencySummary::max, "longest"},
  };
  return figures;
}

Columns latencies(const std::string& name, const std::string& meaning,
                  LatencySummary Summary::*latency) {
  Columns columns;
  for (const LatencyFigure& figure : latency_figures()) {
    columns.push_back(column(name + "_" + figure.name + "_us", meaning + ": " + figure.meaning,
                             [=, value = figure.value](S s) { return s.*latency.*value; }));
  }
  return columns;
}

Columns all_latencies() {
  Columns columns =
      latencies("latency", "when due (closed loop: started) to end", &Summary::latency_us);
  add(columns, latencies("connect", "start to connection made", &Summary::connect_us));
  add(columns, latencies("first_octet", "connection made (or start, where it stood) to first octet",
                         &Summary::first_octet_us));
  columns.push_back(
      column("mean_in_flight_us", "start to end: mean", [](S s) { return s.mean_in_flight_us; }));
  return columns;
}

Columns use() {
  return {
      column("connections_opened", "connections that were made",
             [](S s) { return s.connections_opened; }),
      column("local_addresses", "from how many local addresses connections were made",
             [](S s) { return s.sources; }),
      column("local_ports", "ports that each of them has to choose from",
             [](S s) { return s.local_ports; }),
      column("mean_in_flight", "requests, mean over the run", [](S s) { return s.mean_in_flight; }),
      column("littles_law_ratio", "goodput × `mean_in_flight_us` / `mean_in_flight`",
             [](S s) { return s.littles_law_ratio(); }),
      column("generator_cpu_s", "CPU time of `loadgen`", [](S s) { return s.generator.cpu_s; }),
      column("generator_core_share", "of its busiest thread, 0 to 1",
             [](S s) { return s.generator.core_share; }),
      column("generator_engine", "`epoll`, `io_uring`", [](S s) { return s.generator.engine; }),
      column("generator_busy_wait_s",
             "what of that CPU time an open loop spent looking whether it is time",
             [](S s) { return s.generator.busy_wait_s; }),
      column("generator_threads", "how many", [](S s) { return s.generator.threads.size(); }),
      column("kernel_syn_retransmits",
             "SYNs and SYN-ACKs sent again, by all of its network namespace",
             [](S s) { return s.kernel.syn_retransmits; }),
      column("kernel_listen_overflows",
             "connections for which a listen queue had no room, in all of it",
             [](S s) { return s.kernel.listen_overflows; }),
  };
}

template <typename Facts, typename Value>
std::optional<Value> of(const std::optional<Facts>& facts, Value Facts::*member) {
  return facts ? std::optional((*facts).*member) : std::nullopt;
}

Columns open_loop() {
  Columns columns = {
      column("open_loop_rate", "`--rate`; empty in a closed loop, as are the others of it",
             [](S s) { return of(s.open_loop, &OpenLoopFacts::rate); }),
      column("open_loop_arrivals", "`constant`, `poisson`",
             [](S s) { return of(s.open_loop, &OpenLoopFacts::arrivals); }),
  };
  for (const LatencyFigure& figure : latency_figures()) {
    if (figure.name == "p50" || figure.name == "p99" || figure.name == "max") {
      columns.push_back(column("open_loop_delay_" + figure.name + "_us",
                               "when due to start: " + figure.meaning, [value = figure.value](S s) {
                                 return s.open_loop ? s.open_loop->delay_us.*value : std::nullopt;
                               }));
    }
  }
  return columns;
}

Columns warmup() {
  return {
      column("warmup_seconds", "`--warmup`; empty without one, as are the others of it",
             [](S s) { return of(s.warmup, &WarmupFacts::seconds); }),
      column("warmup_requests", "requests that were started in it",
             [](S s) { return of(s.warmup, &WarmupFacts::requests); }),
      column("warmup_failed", "those of them that did not end well",
             [](S s) { return of(s.warmup, &WarmupFacts::failed); }),
  };
}

Columns verdict() {
  return {column("verdict", "`server_measured`, `generator_limited`, `nothing_measured`",
                 [](S s) { return name_of(s.verdict); })};
}

Columns counts_of_ab() {
  return {
      column("ab_complete_requests", "ab's *Complete requests*", [](S s) { return s.ab.complete; }),
      column("ab_failed_requests", "ab's *Failed requests*", [](S s) { return s.ab.failed; }),
      column("ab_failed_connect", "of them *Connect*", [](S s) { return s.ab.connect; }),
      column("ab_failed_receive", "of them *Receive*", [](S s) { return s.ab.receive; }),
      column("ab_failed_length", "of them *Length*", [](S s) { return s.ab.length; }),
      column("ab_failed_exceptions", "of them *Exceptions*", [](S s) { return s.ab.exceptions; }),
      column("ab_non_2xx_responses", "ab's *Non-2xx responses*", [](S s) { return s.ab.non_2xx; }),
      column("ab_keep_alive_requests", "ab's *Keep-Alive requests*",
             [](S s) { return s.ab.keep_alive; }),
      column("ab_html_octets", "ab's *HTML transferred*", [](S s) { return s.ab.html_octets; }),
      column("ab_time_per_request_ms", "ab's second *Time per request*",
             [](S s) { return s.time_per_request_ms(); }),
      column("ab_transfer_rate_kbytes_per_s", "ab's *Transfer rate*, received",
             [](S s) { return s.transfer_rate_kbytes_per_s(); }),
  };
}

using Part = TimesRow TimesTable::*;
using Figure = double TimesRow::*;

Columns times() {
  const std::vector<std::pair<std::string, Part>> parts = {{"connect", &TimesTable::connect},
                                                           {"processing", &TimesTable::processing},
                                                           {"waiting", &TimesTable::waiting},
                                                           {"total", &TimesTable::total}};
  const std::vector<std::pair<std::string, Figure>> figures = {{"min", &TimesRow::min},
                                                               {"mean", &TimesRow::mean},
                                                               {"deviation", &TimesRow::deviation},
                                                               {"median", &TimesRow::median},
                                                               {"max", &TimesRow::max}};
  Columns columns;
  for (const auto& [part_name, part] : parts) {
    for (const auto& [figure_name, figure] : figures) {
      columns.push_back(
          column(fmt::format("{}_{}_ms", part_name, figure_name),
                 fmt::format("ab's *Connection Times*, {}: {}", part_name, figure_name),
                 [part = part, figure = figure](S s) {
                   return s.times ? std::optional((*s.times).*part.*figure) : std::nullopt;
                 }));
    }
  }
  return columns;
}

}  // namespace

std::vector<SummaryColumn> summary_columns() {
  Columns columns;
  for (const auto part :
       {order, ends, totals, all_latencies, use, open_loop, warmup, verdict, counts_of_ab, times}) {
    add(columns, part());
  }
  return columns;
}

}  // namespace tiga::loadgen::output
