#include "loadgen/summary_csv.hpp"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

#include "common/csv.hpp"

namespace tiga::loadgen {
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
SummaryColumn column(std::string name, Get get, std::string meaning) {
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
      column(
          "server_software", [](S s) { return s.target.software; }, "what the server calls itself"),
      column(
          "host", [](S s) { return s.target.host; }, "of the URL"),
      column(
          "port", [](S s) { return s.target.port; }, "of the URL"),
      column(
          "path", [](S s) { return s.target.path; }, "of the URL, with the query"),
      column(
          "document_length", [](S s) { return s.target.document_length; },
          "octets of the first complete reply's body"),
      column(
          "variable_document", [](S s) { return s.target.variable_document; }, "`-l`"),
      column(
          "concurrency", [](S s) { return s.concurrency; }, "`-c`"),
      column(
          "keep_alive", [](S s) { return s.keep_alive; }, "`-k`"),
      column(
          "sends_content", [](S s) { return s.sends_content; }, "`-p` or `-u`"),
  };
}

Columns ends() {
  Columns columns = {
      column(
          "attempted", [](S s) { return s.attempted; }, "requests started"),
  };
  for_each_outcome([&](Outcome outcome) {
    columns.push_back(column(
        std::string(name_of(outcome)), [outcome](S s) { return s.outcomes[outcome]; },
        outcome == Outcome::ok ? "requests that ended well" : "requests that ended so"));
  });
  return columns;
}

Columns totals() {
  return {
      column(
          "not_started", [](S s) { return s.not_started; },
          "requests of `-n` that the run's end left out"),
      column(
          "interrupted", [](S s) { return s.interrupted; }, "ended by a signal"),
      column(
          "octets_received", [](S s) { return s.octets_received; }, "all octets of HTTP"),
      column(
          "octets_sent", [](S s) { return s.octets_sent; }, "all octets of HTTP"),
      column(
          "elapsed_s", [](S s) { return s.elapsed_s; },
          "start of the first request to end of the last"),
      column(
          "requests_per_second", [](S s) { return s.requests_per_second(); },
          "ab's: complete / elapsed"),
      column(
          "ok_per_second", [](S s) { return s.ok_per_second(); }, "goodput"),
  };
}

SummaryColumn latency(const std::string& name, std::optional<double> LatencySummary::*value,
                      const std::string& meaning) {
  return column(
      "latency_" + name + "_us", [value](S s) { return s.latency_us.*value; }, meaning);
}

Columns latencies() {
  return {
      latency("min", &LatencySummary::min, "shortest time from a request's start to its end"),
      latency("mean", &LatencySummary::mean, "mean"),
      latency("p50", &LatencySummary::p50, "median"),
      latency("p90", &LatencySummary::p90, "90 % took no longer"),
      latency("p95", &LatencySummary::p95, "95 % took no longer"),
      latency("p99", &LatencySummary::p99, "99 % took no longer"),
      latency("p99_9", &LatencySummary::p99_9, "99.9 % took no longer"),
      latency("max", &LatencySummary::max, "longest"),
  };
}

Columns use() {
  return {
      column(
          "connections_opened", [](S s) { return s.connections_opened; },
          "connections that were made"),
      column(
          "mean_in_flight", [](S s) { return s.mean_in_flight; }, "requests, mean over the run"),
      column(
          "littles_law_ratio", [](S s) { return s.littles_law_ratio(); },
          "goodput × mean latency / mean in flight"),
      column(
          "generator_cpu_s", [](S s) { return s.generator.cpu_s; }, "CPU time of `loadgen`"),
      column(
          "generator_core_share", [](S s) { return s.generator.core_share; },
          "of its busiest thread, 0 to 1"),
      column(
          "generator_engine", [](S s) { return s.generator.engine; }, "`epoll`, `io_uring`"),
      column(
          "verdict", [](S s) { return name_of(s.verdict); },
          "`server_measured`, `generator_limited`, `nothing_measured`"),
  };
}

Columns counts_of_ab() {
  return {
      column(
          "ab_complete_requests", [](S s) { return s.ab.complete; }, "ab's *Complete requests*"),
      column(
          "ab_failed_requests", [](S s) { return s.ab.failed; }, "ab's *Failed requests*"),
      column(
          "ab_failed_connect", [](S s) { return s.ab.connect; }, "of them *Connect*"),
      column(
          "ab_failed_receive", [](S s) { return s.ab.receive; }, "of them *Receive*"),
      column(
          "ab_failed_length", [](S s) { return s.ab.length; }, "of them *Length*"),
      column(
          "ab_failed_exceptions", [](S s) { return s.ab.exceptions; }, "of them *Exceptions*"),
      column(
          "ab_non_2xx_responses", [](S s) { return s.ab.non_2xx; }, "ab's *Non-2xx responses*"),
      column(
          "ab_keep_alive_requests", [](S s) { return s.ab.keep_alive; },
          "ab's *Keep-Alive requests*"),
      column(
          "ab_html_octets", [](S s) { return s.ab.html_octets; }, "ab's *HTML transferred*"),
      column(
          "ab_time_per_request_ms", [](S s) { return s.time_per_request_ms(); },
          "ab's second *Time per request*"),
      column(
          "ab_transfer_rate_kbytes_per_s", [](S s) { return s.transfer_rate_kbytes_per_s(); },
          "ab's *Transfer rate*, received"),
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
      const auto get = [part = part, figure = figure](S s) {
        return s.times ? std::optional((*s.times).*part.*figure) : std::nullopt;
      };
      columns.push_back(column(part_name + "_" + figure_name + "_ms", get,
                               "ab's *Connection Times*, " + part_name + ": " + figure_name));
    }
  }
  return columns;
}

}  // namespace

std::vector<SummaryColumn> summary_columns() {
  Columns columns;
  for (const auto part : {order, ends, totals, latencies, use, counts_of_ab, times}) {
    add(columns, part());
  }
  return columns;
}

std::string summary_csv(const Summary& summary) {
  std::vector<std::string> names;
  std::vector<std::string> fields;
  for (const SummaryColumn& column : summary_columns()) {
    names.push_back(column.name);
    fields.push_back(column.get(summary));
  }
  return common::csv_line(names) + common::csv_line(fields);
}

}  // namespace tiga::loadgen
