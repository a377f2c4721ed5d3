// Tables as people write them, and those of tools that write tables.
#include <fmt/format.h>

#include <algorithm>

#include "tests/audit/generated/layouts.hpp"

namespace tiga::audit {
namespace {

std::string with_comma(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  std::ranges::replace(text, '.', ',');
  return text;
}

std::string english_csv(const SimulatedRun& run) {
  return fmt::format(
      "concurrency,complete requests,failed requests,time taken (s),requests per second,"
      "mean latency (ms),p50 (ms),p90 (ms),p99 (ms),max latency (ms)\n"
      "{},{},0,{:.3f},{:.1f},{:.2f},{:.2f},{:.2f},{:.2f},{:.2f}\n",
      run.clients, run.requests, run.time, run.rate(), 1e3 * run.mean(), 1e3 * run.percentile(0.5),
      1e3 * run.percentile(0.9), 1e3 * run.percentile(0.99), 1e3 * run.latencies.back());
}

std::string indonesian_markdown(const SimulatedRun& run) {
  return fmt::format(
      "| Tingkat konkurensi | Waktu (detik) | Permintaan selesai | Permintaan gagal | "
      "Permintaan per detik | Waktu per permintaan (ms) |\n|---|---|---|---|---|---|\n"
      "| {} | {} | {} | 0 | {} | {} |\n",
      run.clients, with_comma(run.time, 2), run.requests, with_comma(run.rate(), 2),
      with_comma(1e3 * static_cast<double>(run.clients) / run.rate(), 2));
}

std::string html_table(const SimulatedRun& run) {
  return fmt::format(
      "<table><tr><th>Concurrency level</th><th>Time taken for tests [s]</th>"
      "<th>Complete requests</th><th>Total transferred [bytes]</th><th>Requests per second</th>"
      "<th>Transfer rate [Kbytes/sec]</th></tr>\n"
      "<tr><td>{}</td><td>{:.1f}</td><td>{}</td><td>{:.0f}</td><td>{:.0f}</td><td>{:.1f}</td></tr>"
      "</table>\n",
      run.clients, run.time, run.requests, run.bytes(), run.rate(), run.bytes() / 1024 / run.time);
}

std::string jmeter_csv(const SimulatedRun& run) {
  const auto ms = [](double seconds) { return 1e3 * seconds; };
  const std::string row = fmt::format(
      "{},{:.0f},{:.0f},{:.0f},{:.0f},{:.0f},{:.0f},{:.0f},0.000%,{:.5f},{:.2f},24.02\n",
      run.requests, ms(run.mean()), ms(run.percentile(0.5)), ms(run.percentile(0.9)),
      ms(run.percentile(0.95)), ms(run.percentile(0.99)), ms(run.latencies.front()),
      ms(run.latencies.back()), run.rate(), run.bytes() / 1024 / run.time);
  return "Label,# Samples,Average,Median,90% Line,95% Line,99% Line,Min,Max,Error %,Throughput,"
         "Received KB/sec,Sent KB/sec\nhome," +
         row + "TOTAL," + row;
}

}  // namespace

std::vector<Layout> table_layouts() {
  return {{"CSV", english_csv},
          {"Markdown", indonesian_markdown},
          {"HTML", html_table},
          {"JMeter", jmeter_csv}};
}

std::vector<Layout> all_layouts() {
  std::vector<Layout> all = tool_layouts();
  std::ranges::move(table_layouts(), std::back_inserter(all));
  return all;
}

}  // namespace tiga::audit
