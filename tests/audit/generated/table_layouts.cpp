// Tables as people write them, and those of tools that write tables.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

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

// Locust keeps two digits of a time for its percentiles, but whole milliseconds below 100.
double two_digits_ms(double seconds) {
  const double ms = 1e3 * seconds;
  double step = 1;
  while (std::round(ms / step) >= 100) {
    step *= 10;
  }
  return std::round(ms / step) * step;
}

// The rate is over a second at least.
std::string locust_csv(const SimulatedRun& run) {
  std::string figures =
      fmt::format("{},0,{:.0f},{},{},{},{},{},0.0", run.requests,
                  two_digits_ms(run.percentile(0.5)), 1e3 * run.mean(), 1e3 * run.latencies.front(),
                  1e3 * run.latencies.back(), static_cast<double>(run.content_each),
                  static_cast<double>(run.requests) / std::max(run.time, 1.0));
  for (const double share : {0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1.0}) {
    figures += fmt::format(",{:.0f}", two_digits_ms(run.percentile(share)));
  }
  return "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,"
         "Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,"
         "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%\r\n"
         "GET,/," +
         figures + "\r\n,Aggregated," + figures + "\r\n";
}

}  // namespace

std::vector<Layout> table_layouts() {
  return {{"CSV", english_csv},
          {"Markdown", indonesian_markdown},
          {"HTML", html_table},
          {"JMeter", jmeter_csv},
          {"Locust", locust_csv}};
}

std::vector<Layout> all_layouts() {
  std::vector<Layout> all = tool_layouts();
  for (const auto layouts :
       {newer_tool_layouts, open_loop_layouts, loadgen_layouts, table_layouts}) {
    std::ranges::move(layouts(), std::back_inserter(all));
  }
  return all;
}

}  // namespace tiga::audit
