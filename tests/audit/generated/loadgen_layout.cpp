// The report of the suite's own loadgen, printed by its own code.
#include <string>

#include "loadgen/output/report.hpp"
#include "loadgen/summary.hpp"
#include "tests/audit/generated/layouts.hpp"

namespace tiga::audit {
namespace {

loadgen::LatencySummary latencies_us(const SimulatedRun& run) {
  const auto at = [&](double share) { return 1e6 * run.percentile(share); };
  return {1e6 * run.latencies.front(),
          1e6 * run.mean(),
          at(0.5),
          at(0.9),
          at(0.95),
          at(0.99),
          at(0.999),
          at(0.9999),
          1e6 * run.latencies.back()};
}

// Times of connections that were open already.
loadgen::TimesTable times_of(const SimulatedRun& run) {
  const loadgen::TimesRow total = {1e3 * run.latencies.front(), 1e3 * run.mean(), 1.0,
                                   1e3 * run.percentile(0.5), 1e3 * run.latencies.back()};
  return {{}, total, total, total};
}

loadgen::Summary summary_of(const SimulatedRun& run) {
  loadgen::Summary summary;
  summary.target = {"demo", "127.0.0.1", 8080, "/", run.content_each, false};
  summary.concurrency = run.clients;
  summary.keep_alive = true;
  summary.attempted = run.requests;
  summary.outcomes[loadgen::Outcome::ok] = run.requests;
  summary.elapsed_s = run.time;
  summary.bytes_received = run.requests * run.bytes_each;
  summary.connections_opened = run.clients;
  summary.local_ports = 28'000;
  summary.mean_in_flight = run.rate() * run.mean();
  summary.generator.engine = "epoll";
  summary.verdict = loadgen::Verdict::server_measured;
  summary.latency_us = latencies_us(run);
  summary.first_byte_us = summary.latency_us;
  summary.mean_in_flight_us = 1e6 * run.mean();
  summary.times = times_of(run);
  for (const int share : {50, 66, 75, 80, 90, 95, 98, 99}) {
    summary.percentages.push_back({share, 1e3 * run.percentile(share / 100.0)});
  }
  summary.percentages.push_back({100, 1e3 * run.latencies.back()});
  summary.ab.complete = run.requests;
  summary.ab.keep_alive = run.requests;
  summary.ab.html_bytes = run.requests * run.content_each;
  return summary;
}

std::string loadgen_report(const SimulatedRun& run) {
  const loadgen::Summary summary = summary_of(run);
  return loadgen::output::ab_report(summary) + loadgen::output::counting_report(summary);
}

}  // namespace

std::vector<Layout> loadgen_layouts() { return {{"loadgen", loadgen_report}}; }

}  // namespace tiga::audit
