// The results of one run of loadgen: everything in its report and its JSON file. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/machine/kernel_counters.hpp"
#include "loadgen/outcome.hpp"

namespace tiga::loadgen {

/// The target of a run and the name that the server reported. Texts may have any bytes; whatever
/// shows them passes them through common::printable().
struct TargetFacts {
  std::string software;  ///< the Server field of the first reply; empty if it had none
  std::string host;
  std::uint16_t port = 0;
  std::string path;
  std::uint64_t document_length = 0;  ///< bytes of content of the first complete reply
  bool variable_document = false;     ///< -l: replies may differ
};

/// Latency of the requests that ended ok, in microseconds; a value is missing if there are too few
/// requests for it.
struct LatencySummary {
  std::optional<double> min, mean, p50, p90, p95, p99, p99_9, p99_99, max;
};

/// One bin of a histogram of the requests that ended ok: lower <= latency < upper. The bounds are
/// those of stats::Samples::bins(), whatever the latencies: bins of several runs can be added.
struct LatencyBin {
  std::uint64_t lower_ns = 0;
  std::uint64_t upper_ns = 0;
  std::uint64_t count = 0;
};

/// One row of ab's table "Connection Times", in milliseconds, over the requests that ended ok.
struct TimesRow {
  double min = 0, mean = 0, deviation = 0, median = 0, max = 0;
};

/// ab's table "Connection Times".
struct TimesTable {
  TimesRow connect;     ///< start to connection made; 0 for a request on an open connection
  TimesRow processing;  ///< connection made to end
  TimesRow waiting;     ///< connection made to first byte of the reply
  TimesRow total;       ///< start to end
};

/// One row of ab's table of percentages: `percent` of the ok requests took at most `milliseconds`.
struct PercentageRow {
  int percent = 0;
  double milliseconds = 0;
};

/// One request that ended ok, for ab's -g.
struct RequestRecord {
  std::int64_t started_us = 0;  ///< microseconds since the Unix epoch
  std::uint32_t connect_us = 0;
  std::uint32_t waiting_us = 0;  ///< connection made to first byte of the reply
  std::uint32_t total_us = 0;
};

/// What ab would have counted, by ab's rules (docs/loadgen.md names them).
struct AbCounts {
  std::uint64_t complete = 0;  ///< "Complete requests": the connection or the reply came to an end
  std::uint64_t failed = 0;    ///< "Failed requests": connect + receive + length + exceptions
  std::uint64_t connect = 0;   ///< connections that could not be made
  std::uint64_t receive = 0;   ///< connections that broke
  std::uint64_t length = 0;    ///< content of another length than the first reply's
  std::uint64_t exceptions = 0;  ///< deadlines that passed
  std::uint64_t non_2xx = 0;     ///< "Non-2xx responses": by the status, not that of interim ones
  /// "Keep-Alive requests": replies after which the connection was to stay open, wrong ones
  /// included.
  std::uint64_t keep_alive = 0;
  std::uint64_t html_bytes = 0;  ///< "HTML transferred": everything after the head's blank line

  AbCounts& operator+=(const AbCounts& other);
};

/// An example of one kind of failure: the first request that ended this way.
struct Example {
  Outcome outcome = Outcome::abandoned;
  std::string detail;       ///< details: "status 404", "bad status line", "Connection refused"
  std::string first_bytes;  ///< of the reply, at most 64; empty if none came
  std::string peer;         ///< "127.0.0.1:8080"
  double at_s = 0;          ///< when it ended, in seconds from the start of the run
};

/// Requests that were in flight when the run was ended, those of the warm-up included.
struct UnfinishedFacts {
  std::uint64_t requests = 0;
  double oldest_s = 0;    ///< age of the oldest, from when it was due (closed loop: started)
  double time_share = 0;  ///< their part of all time in flight in the counted part, 0 to 1
};

/// Requests whose reply was complete at least 10 ms before the server closed their connection, for
/// which they had to wait.
struct CloseWaitFacts {
  std::uint64_t requests = 0;
  std::uint64_t announced = 0;         ///< those whose reply said that the server closes
  bool asked_to_stay = false;          ///< -H 'Connection: keep-alive' without -k
  std::optional<double> whole_p50_us;  ///< start of the request to its complete reply
  std::optional<double> wait_p50_us;   ///< from there to the end
  double time_share = 0;  ///< part of all time in flight that was spent waiting so, 0 to 1
  std::vector<LatencyBin> whole_bins = {};
  std::vector<LatencyBin> wait_bins = {};
};

/// The CPU use of one thread of the generator in the counted part.
struct ThreadUse {
  double cpu_s = 0;
  double core_share = 0;  ///< CPU time without busy waiting / elapsed time, 0 to 1
};

/// The CPU use of the generator in the counted part only.
struct GeneratorFacts {
  double cpu_s = 0;       ///< CPU time of all its threads
  double core_share = 0;  ///< of the busiest, 0 to 1
  std::string engine;     ///< "epoll", "io_uring"
  std::vector<ThreadUse> threads;
  double busy_wait_s = 0;  ///< the part of cpu_s that an open loop spent polling for due times
};

/// The schedule of an open loop, and how well it was followed.
struct OpenLoopFacts {
  double rate = 0;          ///< requested rate per second
  std::string arrivals;     ///< "constant", "poisson"
  LatencySummary delay_us;  ///< from when an ok request was due to its start
  std::vector<LatencyBin> delay_bins = {};
};

/// The instant at which a run had to start (--start-at), and how it was kept.
struct StartAtFacts {
  std::int64_t asked_ns = 0;      ///< on CLOCK_MONOTONIC
  bool passed = false;            ///< it was over before threads were started: started at once
  std::optional<double> late_us;  ///< from then until the last thread could start its first
                                  ///< request; none if the run was ended before
};

/// The warm-up before the counted part.
struct WarmupFacts {
  double seconds = 0;
  std::uint64_t requests = 0;
  std::uint64_t failed = 0;
};

/// Connections of the server in addition to the counted ones, and their results.
struct BackgroundClientFacts {
  std::uint64_t idle = 0;           ///< requested
  std::uint64_t idle_at_begin = 0;  ///< connected before the first request
  std::uint64_t idle_at_end = 0;    ///< still connected after the last one, nothing received
  std::uint64_t slow_readers = 0;   ///< requested
  std::uint64_t slow_readers_at_begin = 0;
  std::uint64_t slow_readers_at_end = 0;
  std::string slow_path;
  std::uint64_t slow_rate = 0;      ///< bytes per second of each
  std::uint64_t slow_requests = 0;  ///< of slow readers: replies + failures + those in progress
  std::uint64_t slow_replies = 0;   ///< 2xx, read to the last byte
  std::uint64_t slow_failures = 0;  ///< that ended otherwise
  std::uint64_t slow_bytes = 0;     ///< received by slow readers
  double cpu_s = 0;                 ///< CPU time of the thread that reads slowly

  /// Whether all of them stayed connected from start to end, without a failure.
  bool all_survived() const;
};

/// One second of the counted part, by the end of requests.
struct TimelineRow {
  std::uint64_t second = 0;  ///< from 0
  std::uint64_t ok = 0;
  std::uint64_t failed = 0;
  std::uint64_t not_started = 0;
  std::optional<double> p50_us, p99_us, max_us;  ///< of the ok ones
};

/// What the figures describe.
enum class Verdict : std::uint8_t {
  server_measured,    ///< the server was measured
  generator_limited,  ///< the generator was the limit: throughput is a lower bound
  nothing_measured,   ///< no request ended ok
};

/// "server_measured", as in JSON.
std::string_view name_of(Verdict verdict);

/// The verdict of that name; `nullopt` if there is none.
std::optional<Verdict> verdict_named(std::string_view name);

/// From this share of its core on, the generator counts as the limit.
inline constexpr double saturated_core_share = 0.95;

struct Summary {
  TargetFacts target;
  std::uint64_t concurrency = 0;
  bool keep_alive = false;
  bool sends_content = false;  ///< -p: the requests have content

  std::uint64_t attempted = 0;  ///< requests started: the sum of `outcomes`
  OutcomeCounts outcomes;
  /// Requested with -n, but the run ended before; or due in an open loop, but the queue was full or
  /// the run ended.
  std::uint64_t not_started = 0;
  bool interrupted = false;  ///< ended by a signal of common::stop_signals()
  std::vector<Example> examples;
  std::uint64_t interim_replies = 0;          ///< 1xx; before final ones, or instead
  std::optional<UnfinishedFacts> unfinished;  ///< none: each request ended by itself
  std::optional<CloseWaitFacts> close_wait;   ///< none: no request had to wait so

  double elapsed_s = 0;                   ///< start of the first request to end of the last
  std::int64_t started_monotonic_ns = 0;  ///< CLOCK_MONOTONIC at the start of the counted part
  std::optional<StartAtFacts> start_at;   ///< none: started at once
  std::uint64_t bytes_received = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t connections_opened = 0;  ///< connections that were made
  unsigned sources = 1;                  ///< local addresses that connections were made from
  std::uint64_t local_ports = 0;         ///< ports available to each of them
  double mean_in_flight = 0;  ///< measured: time integral of requests in flight / elapsed
  GeneratorFacts generator;
  common::KernelCounters kernel;           ///< of the counted part, whatever process caused them
  std::optional<OpenLoopFacts> open_loop;  ///< none: closed loop
  std::optional<WarmupFacts> warmup;
  std::optional<BackgroundClientFacts> background_clients;  ///< none if none was requested
  Verdict verdict = Verdict::nothing_measured;

  LatencySummary latency_us;     ///< from when due (closed loop: started) to end
  LatencySummary connect_us;     ///< start to connection made, of those that made one
  LatencySummary first_byte_us;  ///< connection made (or start, if it was open) to first byte
  std::optional<double> mean_in_flight_us;  ///< start to end
  std::vector<LatencyBin> latency_bins;
  std::vector<LatencyBin> connect_bins;
  std::vector<LatencyBin> first_byte_bins;
  std::optional<TimesTable> times;         ///< none without an ok request
  std::vector<PercentageRow> percentages;  ///< empty with fewer than two ok requests
  /// [p]: p % of the ok requests took at most that, p from 0 (the shortest) to 100, for ab's -e;
  /// empty without an ok request.
  std::vector<double> served_within_ms;
  AbCounts ab;
  std::vector<RequestRecord> records;  ///< only with -g
  std::vector<TimelineRow> timeline;   ///< only with --timeline

  std::uint64_t ok() const { return outcomes[Outcome::ok]; }
  /// Whether every request that was due was started and ended ok.
  bool all_ok() const { return ok() == attempted && not_started == 0; }
  /// Requests that failed, without those abandoned because the run's time was over.
  std::uint64_t failed() const { return outcomes.failed() - outcomes[Outcome::abandoned]; }
  /// Whether an unfinished request is older than the longest latency: then the latencies do not
  /// describe the requests of the run, but those that finished.
  bool outlasted() const;
  /// Whether most of the time in flight was spent on requests that did not finish.
  bool mostly_hung() const;
  /// No request failed, the run was not interrupted, and the requests did not mostly hang.
  bool succeeded() const { return failed() == 0 && !interrupted && !mostly_hung(); }
  /// ab's: complete / elapsed.
  double requests_per_second() const;
  /// Goodput.
  double ok_per_second() const;
  /// ab's second line, "across all concurrent requests": elapsed / complete. `nullopt` if none is
  /// complete.
  std::optional<double> time_per_request_ms() const;
  /// 1 Kbyte = 1024 bytes, as in ab.
  double transfer_rate_kbytes_per_s() const;
  /// Little's law: ok_per_second x mean_in_flight_us / mean_in_flight. 1 if it holds; less if
  /// requests failed. `nullopt` if none is ok.
  std::optional<double> littles_law_ratio() const;
};

/// The JSON object that --json writes; docs/loadgen.md lists its fields.
std::string to_json(const Summary& summary);

/// Reads what to_json wrote. Throws common::CannotRun if it is something else.
Summary summary_from_json(std::string_view json);

}  // namespace tiga::loadgen
