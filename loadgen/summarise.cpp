#include "loadgen/summarise.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tiga::loadgen {
namespace {

constexpr double ns_per_us = 1e3;
constexpr double ns_per_ms = 1e6;

double seconds(common::Nanoseconds span) { return std::chrono::duration<double>(span).count(); }

std::optional<double> in_us(std::optional<double> nanoseconds) {
  return nanoseconds ? std::optional(*nanoseconds / ns_per_us) : std::nullopt;
}

LatencySummary latency_of(const stats::Samples& total) {
  LatencySummary latency;
  latency.min = in_us(total.min());
  latency.mean = in_us(total.mean());
  latency.p50 = in_us(total.quantile(0.50));
  latency.p90 = in_us(total.quantile(0.90));
  latency.p95 = in_us(total.quantile(0.95));
  latency.p99 = in_us(total.quantile(0.99));
  latency.p99_9 = in_us(total.quantile(0.999));
  latency.max = in_us(total.max());
  return latency;
}

std::vector<LatencyBin> bins_of(const stats::Samples& total) {
  std::vector<LatencyBin> bins;
  for (const stats::Bin& bin : total.bins()) {
    bins.push_back({bin.lower, bin.upper, bin.count});
  }
  return bins;
}

TimesRow row_of(const stats::Samples& samples) {
  return {static_cast<double>(samples.min().value_or(0)) / ns_per_ms,
          samples.mean().value_or(0) / ns_per_ms, samples.deviation().value_or(0) / ns_per_ms,
          samples.quantile(0.5).value_or(0) / ns_per_ms,
          static_cast<double>(samples.max().value_or(0)) / ns_per_ms};
}

std::optional<TimesTable> times_of(const LatencySamples& latency) {
  if (latency.total.count() == 0) {
    return std::nullopt;
  }
  return TimesTable{row_of(latency.connect), row_of(latency.processing), row_of(latency.waiting),
                    row_of(latency.total)};
}

std::vector<PercentageRow> percentages_of(const stats::Samples& total) {
  constexpr std::array percentages = {50, 66, 75, 80, 90, 95, 98, 99, 100};
  std::vector<PercentageRow> rows;
  if (total.count() < 2) {
    return rows;
  }
  for (const int percent : percentages) {
    rows.push_back({percent, static_cast<double>(total.value_at(percent / 100.0)) / ns_per_ms});
  }
  return rows;
}

std::vector<double> served_within_ms_of(const stats::Samples& total) {
  std::vector<double> served;
  for (int percent = 0; percent <= 100 && total.count() > 0; ++percent) {
    served.push_back(static_cast<double>(total.value_at(percent / 100.0)) / ns_per_ms);
  }
  return served;
}

TargetFacts target_of(const Options& options, const Tally& tally) {
  return {tally.software(),   options.url.endpoint.host, options.url.endpoint.port,
          options.url.target, tally.document_length(),   options.variable_content};
}

AbCounts ab_counts_of(const Options& options, AbCounts ab) {
  if (options.variable_content) {  // ab -l does not look at lengths
    ab.failed -= ab.length;
    ab.length = 0;
  }
  return ab;
}

Verdict verdict_of(const Summary& summary) {
  if (summary.ok() == 0) {
    return Verdict::nothing_measured;
  }
  return summary.generator.core_share >= saturated_core_share ? Verdict::generator_limited
                                                              : Verdict::server_measured;
}

}  // namespace

Summary summarise(const Options& options, const Work& work, const CpuUse& cpu,
                  std::string_view engine) {
  const Tally& tally = work.tally();
  Summary summary;
  summary.target = target_of(options, tally);
  summary.concurrency = options.concurrency;
  summary.keep_alive = options.keep_alive;
  summary.sends_content = options.body.has_value();

  summary.attempted = options.requests - work.left();
  summary.outcomes = tally.outcomes();
  if (summary.attempted != summary.outcomes.sum() || work.any_in_flight()) {
    throw std::logic_error("internal error: " + std::to_string(summary.attempted) +
                           " requests were started, but " + std::to_string(summary.outcomes.sum()) +
                           " ends counted; no figures are shown");
  }
  summary.not_started = options.requests_given ? work.left() : 0;
  summary.interrupted = work.stopped() == Stop::interrupted;
  summary.examples = tally.examples();

  summary.elapsed_s = seconds(work.elapsed());
  summary.octets_received = work.traffic().octets_received;
  summary.octets_sent = work.traffic().octets_sent;
  summary.connections_opened = work.traffic().connections_opened;
  summary.generator = {seconds(cpu.process), 0, std::string(engine)};
  if (summary.elapsed_s > 0) {
    summary.mean_in_flight = work.in_flight_integral_s() / summary.elapsed_s;
    summary.generator.core_share = std::min(seconds(cpu.busiest_thread) / summary.elapsed_s, 1.0);
  }
  summary.verdict = verdict_of(summary);

  summary.latency_us = latency_of(tally.latency().total);
  summary.latency_bins = bins_of(tally.latency().total);
  summary.times = times_of(tally.latency());
  summary.percentages = percentages_of(tally.latency().total);
  summary.served_within_ms = served_within_ms_of(tally.latency().total);
  summary.ab = ab_counts_of(options, tally.ab());
  return summary;
}

}  // namespace tiga::loadgen
