#include "loadgen/run/summarise.hpp"

#include <algorithm>
#include <stdexcept>

#include "loadgen/latency_summary.hpp"
#include "loadgen/requests/user_fields.hpp"

namespace tiga::loadgen::run {
namespace {

constexpr double ns_per_ms = 1e6;

double seconds(common::Nanoseconds span) { return std::chrono::duration<double>(span).count(); }

/// On CLOCK_MONOTONIC, which is std::chrono::steady_clock.
std::int64_t monotonic_ns(common::TimePoint at) {
  return common::Nanoseconds(at.time_since_epoch()).count();
}

TimesRow row_of(const stats::Samples& samples) {
  return {static_cast<double>(samples.min().value_or(0)) / ns_per_ms,
          samples.mean().value_or(0) / ns_per_ms, samples.deviation().value_or(0) / ns_per_ms,
          samples.quantile(0.5).value_or(0) / ns_per_ms,
          static_cast<double>(samples.max().value_or(0)) / ns_per_ms};
}

std::optional<TimesTable> times_of(const requests::LatencySamples& latency) {
  if (latency.total.count() == 0) {
    return std::nullopt;
  }
  stats::Samples connect = latency.connect;  // an open connection took no time to open
  connect.add(0, latency.total.count() - connect.count());
  return TimesTable{row_of(connect), row_of(latency.processing), row_of(latency.waiting),
                    row_of(latency.total)};
}

std::vector<double> served_within_ms_of(const stats::Samples& total) {
  std::vector<double> served;
  for (int percent = 0; percent <= 100 && total.count() > 0; ++percent) {
    served.push_back(static_cast<double>(total.value_at(percent / 100.0)) / ns_per_ms);
  }
  return served;
}

TargetFacts target_of(const Options& options, const requests::Tally& tally) {
  return {tally.software(),   options.url.endpoint.host, options.url.endpoint.port,
          options.url.target, tally.document_length(),   options.variable_content};
}

AbCounts ab_counts_of(const Options& options, AbCounts ab) {
  if (options.variable_content) {  // ab -l does not check lengths
    ab.failed -= ab.length;
    ab.length = 0;
  }
  return ab;
}

GeneratorFacts generator_of(std::span<const requests::Work* const> works, EngineChoice engine,
                            double elapsed_s) {
  GeneratorFacts generator;
  generator.engine = name_of(engine);
  for (const requests::Work* work : works) {
    const double cpu_s = seconds(work->cpu_time());
    const double work_s = cpu_s - std::min(seconds(work->busy_wait()), cpu_s);
    const double share = elapsed_s > 0 ? std::min(work_s / elapsed_s, 1.0) : 0;
    generator.threads.push_back({cpu_s, share});
    generator.cpu_s += cpu_s;
    generator.busy_wait_s += seconds(work->busy_wait());
    generator.core_share = std::max(generator.core_share, share);
  }
  return generator;
}

std::optional<OpenLoopFacts> open_loop_of(const Options& options,
                                          const requests::LatencySamples& latency) {
  if (!options.open_loop) {
    return std::nullopt;
  }
  const OpenLoop& asked = *options.open_loop;
  return OpenLoopFacts{asked.requests_per_second, std::string(name_of(asked.arrivals)),
                       latency_of(latency.delay), bins_of(latency.delay)};
}

std::optional<StartAtFacts> start_at_of(const requests::Shared& shared,
                                        std::span<const requests::Work* const> works) {
  const std::optional<common::TimePoint>& asked = shared.options.start_at;
  if (!asked) {
    return std::nullopt;
  }
  StartAtFacts facts{monotonic_ns(*asked), shared.start > *asked, std::nullopt};
  for (const requests::Work* work : works) {
    if (work->began()) {
      const double late_us = seconds(*work->began() - *asked) * 1e6;
      facts.late_us = std::max(facts.late_us.value_or(0), late_us);
    }
  }
  return facts;
}

std::optional<WarmupFacts> warmup_of(const Options& options,
                                     std::span<const requests::Work* const> works) {
  if (options.warmup == common::Nanoseconds::zero()) {
    return std::nullopt;
  }
  OutcomeCounts all;
  for (const requests::Work* work : works) {
    all += work->warmup();
  }
  return WarmupFacts{seconds(options.warmup), all.sum(), all.failed()};
}

double fraction(double part, double whole) { return whole > 0 ? std::min(part / whole, 1.0) : 0; }

/// `in_flight_s`: the time integral of all requests in flight.
std::optional<UnfinishedFacts> unfinished_of(const requests::Unfinished& unfinished,
                                             double in_flight_s) {
  if (unfinished.count() == 0) {
    return std::nullopt;
  }
  return UnfinishedFacts{unfinished.count(), seconds(unfinished.oldest()),
                         fraction(unfinished.time_s(), in_flight_s)};
}

std::optional<CloseWaitFacts> close_wait_of(const Options& options,
                                            const requests::CloseWaits& waits, double in_flight_s) {
  if (waits.count() == 0) {
    return std::nullopt;
  }
  return CloseWaitFacts{waits.count(),
                        waits.announced(),
                        requests::asks_to_stay(options),
                        in_us(waits.whole().quantile(0.5)),
                        in_us(waits.wait().quantile(0.5)),
                        fraction(waits.time_s(), in_flight_s),
                        bins_of(waits.whole()),
                        bins_of(waits.wait())};
}

/// Adds the counts of all threads to the summary; returns the sum of their tallies.
requests::Tally add_counts(Summary& summary, const requests::Shared& shared,
                           std::span<const requests::Work* const> works) {
  requests::Tally tally(shared.counted_from);
  requests::Unfinished unfinished(shared.counted_from);
  bool in_flight = false;
  double in_flight_integral_s = 0;
  common::TimePoint last_end = shared.counted_from;
  for (const requests::Work* work : works) {
    tally.merge(work->tally());
    unfinished.merge(work->unfinished());
    summary.attempted += work->started();
    summary.not_started += work->not_started();
    summary.interrupted = summary.interrupted || work->stopped() == requests::Stop::interrupted;
    summary.sources = std::max(summary.sources, work->sources_used());
    in_flight = in_flight || work->any_in_flight();
    in_flight_integral_s += work->in_flight_integral_s();
    last_end = std::max(last_end, work->last_end());
  }
  const std::uint64_t ended = tally.outcomes().sum();
  if (summary.attempted != ended || in_flight) {
    throw std::logic_error("internal error: " + std::to_string(summary.attempted) +
                           " requests were started, but " + std::to_string(ended) +
                           " ends counted; no figures are shown");
  }
  if (shared.options.requests_given) {
    summary.not_started = shared.options.requests - summary.attempted;
  }
  summary.elapsed_s = seconds(last_end - shared.counted_from);
  if (summary.elapsed_s > 0) {
    summary.mean_in_flight = in_flight_integral_s / summary.elapsed_s;
  }
  summary.unfinished = unfinished_of(unfinished, in_flight_integral_s + unfinished.warmup_time_s());
  summary.close_wait = close_wait_of(shared.options, tally.close_waits(), in_flight_integral_s);
  return tally;
}

void add_tally(Summary& summary, const Options& options, const requests::Tally& tally) {
  summary.target = target_of(options, tally);
  summary.outcomes = tally.outcomes();
  summary.examples = tally.examples();
  summary.interim_replies = tally.interim_replies();
  summary.bytes_received = tally.traffic().bytes_received;
  summary.bytes_sent = tally.traffic().bytes_sent;
  summary.connections_opened = tally.traffic().connections_opened;
  summary.ab = ab_counts_of(options, tally.ab());
  summary.records = tally.records();
}

void add_latency(Summary& summary, const requests::LatencySamples& latency) {
  summary.latency_us = latency_of(latency.total);
  summary.connect_us = latency_of(latency.connect);
  summary.first_byte_us = latency_of(latency.waiting);
  summary.latency_bins = bins_of(latency.total);
  summary.connect_bins = bins_of(latency.connect);
  summary.first_byte_bins = bins_of(latency.waiting);
  summary.times = times_of(latency);
  summary.percentages = percentages_of(latency.total);
  summary.served_within_ms = served_within_ms_of(latency.total);
  if (summary.ok() > 0) {
    summary.mean_in_flight_us = latency.from_start_s * 1e6 / static_cast<double>(summary.ok());
  }
}

}  // namespace

Verdict verdict_of(const Summary& summary) {
  if (summary.ok() == 0) {
    return Verdict::nothing_measured;
  }
  return summary.generator.core_share >= saturated_core_share ? Verdict::generator_limited
                                                              : Verdict::server_measured;
}

Summary summarise(const requests::Shared& shared, std::span<const requests::Work* const> works,
                  EngineChoice engine, const common::KernelCounters& kernel) {
  const Options& options = shared.options;
  Summary summary;
  const requests::Tally tally = add_counts(summary, shared, works);
  add_tally(summary, options, tally);
  add_latency(summary, tally.latency());
  summary.started_monotonic_ns = monotonic_ns(shared.counted_from);
  summary.start_at = start_at_of(shared, works);
  summary.local_ports = requests::local_port_count();
  summary.concurrency = options.concurrency;
  summary.keep_alive = options.keep_alive;
  summary.sends_content = options.body.has_value();
  summary.generator = generator_of(works, engine, summary.elapsed_s);
  summary.kernel = kernel;
  summary.open_loop = open_loop_of(options, tally.latency());
  summary.warmup = warmup_of(options, works);
  if (!options.files.timeline.empty()) {
    summary.timeline = shared.timeline.rows();
  }
  summary.verdict = verdict_of(summary);
  return summary;
}

}  // namespace tiga::loadgen::run
