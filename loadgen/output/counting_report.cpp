#include <fmt/format.h>

#include <iterator>
#include <string>
#include <vector>

#include "common/text.hpp"
#include "loadgen/output/report.hpp"

namespace tiga::loadgen::output {
namespace {

template <typename... Arguments>
void add(std::string& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
}

void add_examples(std::string& text, const std::vector<Example>& examples) {
  if (examples.empty()) {
    return;
  }
  add(text, "\nFirst of each failure\n");
  for (const Example& example : examples) {
    add(text, "  {} at {:.3f} s, {}: {}\n", name_of(example.outcome), example.at_s,
        common::printable(example.peer), common::printable(example.detail));
    if (!example.first_bytes.empty()) {
      add(text, "    the reply began {}\n", common::quote(example.first_bytes));
    }
  }
}

/// Which of ab's two counts differ from ours, and why.
std::vector<std::string> differences(const Summary& summary) {
  std::vector<std::string> reasons;
  const AbCounts& ab = summary.ab;
  if (ab.complete != summary.ok()) {
    reasons.push_back(
        fmt::format("ab would call {} requests complete, {} of them ok: whatever ends with its "
                    "connection is complete to it",
                    ab.complete, summary.ok()));
  }
  if (ab.failed != summary.failed()) {
    reasons.push_back(
        fmt::format("ab would call {} requests failed, {} did not end ok: it looks at lengths and "
                    "broken connections, not at "
                    "status, framing and content",
                    ab.failed, summary.failed()));
  }
  if (summary.interim_replies > 0) {
    reasons.emplace_back(
        "ab would take the first interim reply for the reply: its status is none of 2xx, and all "
        "that follows is content");
  }
  return reasons;
}

std::string verdict_line(const Summary& summary) {
  const double percent = summary.generator.core_share * 100;
  switch (summary.verdict) {
    case Verdict::server_measured:
      return fmt::format(
          "the server was measured (loadgen's busiest thread ran {:.0f} % of the time)", percent);
    case Verdict::generator_limited:
      return fmt::format(
          "the generator was the limit (its busiest thread ran {:.0f} % of the time): this is a "
          "lower bound",
          percent);
    case Verdict::nothing_measured:
      break;
  }
  return "nothing was measured: no request ended ok";
}

/// Why Little's law cannot hold: the time of requests that did not finish is not in the mean.
std::string comment_on_littles_law(const Summary& summary) {
  return summary.outlasted()
             ? fmt::format("; {:.0f} % of the time in flight went to requests that did not finish",
                           summary.unfinished->time_share * 100)
             : "";
}

std::string in_column(const std::optional<double>& microseconds) {
  return microseconds ? fmt::format("{:>9.0f}", *microseconds) : fmt::format("{:>9}", "-");
}

void add_latency_row(std::string& text, const char* label, const LatencySummary& latency) {
  add(text, "  {:<12}", label);
  for (const auto& value : {latency.min, latency.mean, latency.p50, latency.p90, latency.p95,
                            latency.p99, latency.p99_9, latency.p99_99, latency.max}) {
    text += in_column(value);
  }
  text += '\n';
}

void add_latency(std::string& text, const Summary& summary) {
  if (summary.ok() == 0) {
    return;
  }
  add(text, "\nLatency of {} (us; - where there are too few of them)\n",
      summary.outlasted() ? "finished requests, the ok ones" : "ok requests");
  add(text, "  {:<12}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}\n", "", "min", "mean", "50%",
      "90%", "95%", "99%", "99.9%", "99.99%", "max");
  if (summary.connect_us.max) {
    add_latency_row(text, "connect", summary.connect_us);
  }
  add_latency_row(text, "first byte", summary.first_byte_us);
  if (summary.open_loop && summary.open_loop->delay_us.max) {
    add_latency_row(text, "late start", summary.open_loop->delay_us);
  }
  add_latency_row(text, "total", summary.latency_us);
}

void add_counting_rates(std::string& text, const Summary& summary) {
  add(text, "\nGoodput:                {:.2f} [#/sec] (ok)\n", summary.ok_per_second());
  if (summary.ab.complete != summary.ok()) {
    add(text, "ab's rate:              {:.2f} [#/sec]: it counts {} complete requests, {} are ok\n",
        summary.requests_per_second(), summary.ab.complete, summary.ok());
  }
  if (summary.open_loop) {
    add(text, "Rate asked for:         {:.2f} [#/sec], {} arrivals\n", summary.open_loop->rate,
        summary.open_loop->arrivals);
  }
  if (summary.warmup) {
    add(text, "Warm-up:                {} requests in {:.3f} s, not counted; {} of them failed\n",
        summary.warmup->requests, summary.warmup->seconds, summary.warmup->failed);
  }
}

void add_concurrency(std::string& text, const Summary& summary) {
  add(text, "Connections opened:     {}\n", summary.connections_opened);
  if (summary.sources > 1) {
    add(text, "Local addresses:        {} on loopback, since the ports of one do not suffice\n",
        summary.sources);
  }
  if (summary.sources == 1 && summary.concurrency > summary.local_ports) {
    add(text, "Local ports:            {}, too few for {} connections at a time\n",
        summary.local_ports, summary.concurrency);
  }
  add(text, "Mean in flight:         {:.1f} of {}\n", summary.mean_in_flight, summary.concurrency);
  if (const auto ratio = summary.littles_law_ratio()) {
    add(text, "Little's law:           {:.3f} (goodput x mean time in flight / mean in flight){}\n",
        *ratio, comment_on_littles_law(summary));
  }
}

void add_background_clients(std::string& text, const Summary& summary) {
  if (!summary.background_clients) {
    return;
  }
  const BackgroundClientFacts& facts = *summary.background_clients;
  add(text, "Background clients:    ");
  if (facts.idle > 0) {
    add(text, " {} of {} idle, {} at the end{}", facts.idle_at_begin, facts.idle, facts.idle_at_end,
        facts.slow_readers > 0 ? ";" : "");
  }
  if (facts.slow_readers > 0) {
    add(text,
        " {} of {} slow readers, {} at the end: {} bytes received, {} complete replies, {} failed",
        facts.slow_readers_at_begin, facts.slow_readers, facts.slow_readers_at_end,
        facts.slow_bytes, facts.slow_replies, facts.slow_failures);
  }
  text += '\n';
}

void add_generator(std::string& text, const Summary& summary) {
  const GeneratorFacts& generator = summary.generator;
  if (summary.attempted > 0) {
    add(text, "Generator:              {:.3f} s CPU, {:.1f} us a request, engine {}\n",
        generator.cpu_s, generator.cpu_s * 1e6 / static_cast<double>(summary.attempted),
        generator.engine);
  }
  if (generator.threads.size() > 1) {
    add(text, "Cores of its threads:  ");
    for (const ThreadUse& thread : generator.threads) {
      add(text, " {:.0f} %", thread.core_share * 100);
    }
    text += " busy\n";
  }
  add(text, "Kernel, whole machine:  {} SYNs sent again, {} overflows of listening sockets\n",
      summary.kernel.syn_retransmits, summary.kernel.listen_overflows);
  add(text, "Verdict:                {}{}\n", verdict_line(summary), hung_words(summary));
}

}  // namespace

std::string counting_report(const Summary& summary) {
  std::string text = "\nEnds of requests (each is counted once)\n";
  for (const ReportRow& row : end_rows(summary)) {
    text += row.label.empty() ? fmt::format("  {}\n", row.value)
                              : fmt::format("  {:<16}{:>10}\n", row.label, row.value);
  }
  add_examples(text, summary.examples);
  const std::vector<std::string> reasons = differences(summary);
  if (!reasons.empty()) {
    add(text, "\nWhere ab's counts above differ\n");
  }
  for (const std::string& reason : reasons) {
    add(text, "  {}\n", reason);
  }
  add_latency(text, summary);
  add_counting_rates(text, summary);
  add_concurrency(text, summary);
  add_background_clients(text, summary);
  add_generator(text, summary);
  return text;
}

}  // namespace tiga::loadgen::output
