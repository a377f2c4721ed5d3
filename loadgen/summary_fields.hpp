// The fields of a summary: the only list. It generates and reads the JSON object, and generates the
// columns of the CSV file and their table in docs/loadgen.md.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "loadgen/summary.hpp"

namespace tiga::loadgen {

/// How the fields of an object in JSON become columns: PREFIX NAME SUFFIX, with a meaning that
/// starts with MEANING.
struct ColumnNaming {
  std::string_view prefix;
  std::string_view suffix = {};
  std::string_view meaning = {};
};

template <typename Type, typename Part>
concept MaybeConst = std::same_as<std::remove_const_t<Type>, Part>;

// Each visit_fields(part, field) calls, in the order of the files:
//
//   field(name, value, meaning)          a field in JSON and a column in CSV
//                                        (not read back if it is computed: a temporary)
//   field.json(name, value)              in JSON alone
//   field.csv(name, value, meaning)      in CSV alone
//   field.bytes(name, text)              in JSON alone: text that need not be UTF-8
//   field.object(name, naming, visit)    an object in JSON whose fields `visit` lists
//   field.part(name, part, naming)       the same for a part, or an optional one, of the summary

void visit_fields(MaybeConst<TargetFacts> auto& target, auto& field) {
  field("server_software", target.software, "the server's name for itself");
  field("host", target.host, "of the URL");
  field("port", target.port, "of the URL");
  field("path", target.path, "of the URL, with the query");
  field("document_length", target.document_length, "bytes of the first complete reply's body");
  field("variable_document", target.variable_document, "`-l`");
}

void visit_fields(MaybeConst<LatencySummary> auto& latency, auto& field) {
  field("min", latency.min, "shortest");
  field("mean", latency.mean, "mean");
  field("p50", latency.p50, "median");
  field("p90", latency.p90, "90 % took no longer");
  field("p95", latency.p95, "95 % took no longer");
  field("p99", latency.p99, "99 % took no longer");
  field("p99_9", latency.p99_9, "99.9 % took no longer");
  field("p99_99", latency.p99_99, "99.99 % took no longer");
  field("max", latency.max, "longest");
}

void visit_fields(MaybeConst<ThreadUse> auto& thread, auto& field) {
  field.json("cpu_s", thread.cpu_s);
  field.json("core_share", thread.core_share);
}

void visit_fields(MaybeConst<GeneratorFacts> auto& generator, auto& field) {
  field("cpu_s", generator.cpu_s, "CPU time of `loadgen`");
  field("core_share", generator.core_share, "of its busiest thread, 0 to 1");
  field("engine", generator.engine, "`epoll`, `io_uring`");
  field.json("threads", generator.threads);
  field("busy_wait_s", generator.busy_wait_s,
        "part of that CPU time in which an open loop checked whether a request was due");
  field.csv("threads", generator.threads.size(), "number of threads");
}

void visit_fields(MaybeConst<common::KernelCounters> auto& kernel, auto& field) {
  field("syn_retransmits", kernel.syn_retransmits,
        "retransmitted SYNs and SYN-ACKs of the network namespace");
  field("listen_overflows", kernel.listen_overflows,
        "overflows of listen queues of the network namespace");
}

void visit_fields(MaybeConst<OpenLoopFacts> auto& open_loop, auto& field) {
  field("rate", open_loop.rate,
        "`--rate`; empty in a closed loop, like the other `open_loop_` columns");
  field("arrivals", open_loop.arrivals, "`constant`, `poisson`");
  field.json("delay_us", open_loop.delay_us);
  field.csv("delay_p50_us", open_loop.delay_us.p50, "when due to start: median");
  field.csv("delay_p99_us", open_loop.delay_us.p99, "when due to start: 99 % took no longer");
  field.csv("delay_max_us", open_loop.delay_us.max, "when due to start: longest");
  field.json("delay_histogram_ns", open_loop.delay_bins);
}

void visit_fields(MaybeConst<StartAtFacts> auto& start_at, auto& field) {
  field.json("asked_monotonic_ns", start_at.asked_ns);
  field.json("passed", start_at.passed);
  field.json("late_us", start_at.late_us);
}

void visit_fields(MaybeConst<WarmupFacts> auto& warmup, auto& field) {
  field("seconds", warmup.seconds,
        "`--warmup`; empty without one, like the other `warmup_` columns");
  field("requests", warmup.requests, "requests started in the warm-up");
  field("failed", warmup.failed, "requests of the warm-up that failed");
}

void visit_fields(MaybeConst<BackgroundClientFacts> auto& clients, auto& field) {
  field.json("idle", clients.idle);
  field.json("idle_at_begin", clients.idle_at_begin);
  field.json("idle_at_end", clients.idle_at_end);
  field.json("slow_readers", clients.slow_readers);
  field.json("slow_readers_at_begin", clients.slow_readers_at_begin);
  field.json("slow_readers_at_end", clients.slow_readers_at_end);
  field.json("slow_path", clients.slow_path);
  field.json("slow_rate", clients.slow_rate);
  field.json("slow_requests", clients.slow_requests);
  field.json("slow_replies", clients.slow_replies);
  field.json("slow_failures", clients.slow_failures);
  field.json("slow_octets", clients.slow_bytes);
  field.json("cpu_s", clients.cpu_s);
}

void visit_fields(MaybeConst<AbCounts> auto& ab, auto& field) {
  field("complete_requests", ab.complete, "ab's *Complete requests*");
  field("failed_requests", ab.failed, "ab's *Failed requests*");
  field("failed_connect", ab.connect, "of them *Connect*");
  field("failed_receive", ab.receive, "of them *Receive*");
  field("failed_length", ab.length, "of them *Length*");
  field("failed_exceptions", ab.exceptions, "of them *Exceptions*");
  field("non_2xx_responses", ab.non_2xx, "ab's *Non-2xx responses*");
  field("keep_alive_requests", ab.keep_alive, "ab's *Keep-Alive requests*");
  field("html_octets", ab.html_bytes, "ab's *HTML transferred*");
}

void visit_fields(MaybeConst<TimesRow> auto& row, auto& field) {
  field("min", row.min, "min");
  field("mean", row.mean, "mean");
  field("deviation", row.deviation, "deviation");
  field("median", row.median, "median");
  field("max", row.max, "max");
}

void visit_fields(MaybeConst<TimesTable> auto& times, auto& field) {
  field.part("connect", times.connect, {"connect_", "", "connect: "});
  field.part("processing", times.processing, {"processing_", "", "processing: "});
  field.part("waiting", times.waiting, {"waiting_", "", "waiting: "});
  field.part("total", times.total, {"total_", "", "total: "});
}

void visit_fields(MaybeConst<Example> auto& example, auto& field) {
  field.json("kind", example.outcome);
  field.json("detail", example.detail);
  field.bytes("first_octets", example.first_bytes);
  field.json("peer", example.peer);
  field.json("at_s", example.at_s);
}

void visit_fields(MaybeConst<UnfinishedFacts> auto& unfinished, auto& field) {
  field("requests", unfinished.requests,
        "requests in flight when the run was ended, those of the warm-up included; empty without "
        "any, like the other `unfinished_` columns");
  field("oldest_s", unfinished.oldest_s, "age of the oldest of them");
  field("time_share", unfinished.time_share, "their part of all time in flight, 0 to 1");
}

void visit_fields(MaybeConst<CloseWaitFacts> auto& wait, auto& field) {
  field("requests", wait.requests,
        "requests that waited 10 ms or more for the server's close after their complete reply; "
        "empty without any, like the other `close_wait_` columns");
  field("announced", wait.announced, "those whose reply said that the server closes");
  field("asked_to_stay", wait.asked_to_stay, "`-H 'Connection: keep-alive'` without `-k`");
  field("whole_p50_us", wait.whole_p50_us, "start to complete reply: median");
  field("wait_p50_us", wait.wait_p50_us, "complete reply to end: median");
  field("time_share", wait.time_share, "part of all time in flight spent so, 0 to 1");
  field.json("whole_histogram_ns", wait.whole_bins);
  field.json("wait_histogram_ns", wait.wait_bins);
}

void visit_outcomes(MaybeConst<Summary> auto& summary, auto& field) {
  field("ok", summary.outcomes[Outcome::ok], "requests that ended ok");
  field.object("failures", ColumnNaming(), [&](auto& failures) {
    for_each_outcome([&](Outcome outcome) {
      if (outcome != Outcome::ok) {
        failures(name_of(outcome), summary.outcomes[outcome], "requests with this outcome");
      }
    });
  });
}

void visit_latencies(MaybeConst<Summary> auto& summary, auto& field) {
  field.part("latency_us", summary.latency_us,
             {"latency_", "_us", "when due (closed loop: started) to end: "});
  field.part("connect_us", summary.connect_us, {"connect_", "_us", "start to open connection: "});
  field.part("first_octet_us", summary.first_byte_us,
             {"first_octet_", "_us", "open connection (or start, if it was open) to first byte: "});
  field("mean_in_flight_us", summary.mean_in_flight_us, "start to end: mean");
}

void visit_fields(MaybeConst<Summary> auto& summary, auto& field) {
  field.part("target", summary.target, ColumnNaming());
  field("concurrency", summary.concurrency, "`-c`");
  field("keep_alive", summary.keep_alive, "`-k`");
  field("sends_content", summary.sends_content, "`-p` or `-u`");
  field("attempted", summary.attempted, "requests started");
  visit_outcomes(summary, field);
  field("not_started", summary.not_started,
        "requests requested with `-n`, or due, that were not started");
  field("interrupted", summary.interrupted, "ended by a signal");
  field("interim_replies", summary.interim_replies, "interim (1xx) replies");
  field.part("unfinished", summary.unfinished, {"unfinished_"});
  field.part("close_wait", summary.close_wait, {"close_wait_"});
  field("octets_received", summary.bytes_received, "all bytes of HTTP");
  field("octets_sent", summary.bytes_sent, "all bytes of HTTP");
  field("elapsed_s", summary.elapsed_s, "start of the first request to end of the last");
  field.json("started_monotonic_ns", summary.started_monotonic_ns);
  field.json("start_at", summary.start_at);
  field("requests_per_second", summary.requests_per_second(), "ab's: complete / elapsed");
  field("ok_per_second", summary.ok_per_second(), "goodput");
  visit_latencies(summary, field);
  field("connections_opened", summary.connections_opened, "connections that were opened");
  field("local_addresses", summary.sources, "number of local addresses of the connections");
  field("local_ports", summary.local_ports, "ports available to each of them");
  field("mean_in_flight", summary.mean_in_flight, "requests, mean over the run");
  field("littles_law_ratio", summary.littles_law_ratio(),
        "goodput × `mean_in_flight_us` / `mean_in_flight`");
  field.part("generator", summary.generator, {"generator_"});
  field.part("kernel", summary.kernel, {"kernel_"});
  field.part("open_loop", summary.open_loop, {"open_loop_"});
  field.part("warmup", summary.warmup, {"warmup_"});
  field.json("bystanders", summary.background_clients);
  field("verdict", summary.verdict, "`server_measured`, `generator_limited`, `nothing_measured`");
  field.object("ab", ColumnNaming{"ab_"}, [&](auto& ab) {
    visit_fields(summary.ab, ab);
    ab("time_per_request_ms", summary.time_per_request_ms(), "ab's second *Time per request*");
    ab("transfer_rate_kbytes_per_s", summary.transfer_rate_kbytes_per_s(),
       "ab's *Transfer rate*, received");
  });
  field.part("times_ms", summary.times, {"", "_ms", "ab's *Connection Times*, "});
  field.json("percentages_ms", summary.percentages);
  field.json("examples", summary.examples);
  field.json("latency_histogram_ns", summary.latency_bins);
  field.json("connect_histogram_ns", summary.connect_bins);
  field.json("first_octet_histogram_ns", summary.first_byte_bins);
}

}  // namespace tiga::loadgen
