// Reports as ab, wrk, hey, h2load and siege print them.
#include <fmt/format.h>

#include <cmath>

#include "tests/audit/generated/layouts.hpp"
#include "tests/audit/generated/printed.hpp"

namespace tiga::audit {
namespace {

double whole_ms(double seconds) { return std::floor(seconds * 1e3 + 0.5); }

// h2load's "12.34ms"
std::string time_text(double seconds) {
  if (seconds < 1e-3) {
    return fmt::format("{:.2f}us", seconds * 1e6);
  }
  return seconds < 1 ? fmt::format("{:.2f}ms", seconds * 1e3) : fmt::format("{:.2f}s", seconds);
}

// "12.34MB", 1024 bytes to the KB
std::string bytes_text(double bytes) {
  constexpr double kilo = 1024;
  if (bytes < kilo) {
    return fmt::format("{:.2f}B", bytes);
  }
  if (bytes < kilo * kilo) {
    return fmt::format("{:.2f}KB", bytes / kilo);
  }
  return bytes < kilo * kilo * kilo ? fmt::format("{:.2f}MB", bytes / kilo / kilo)
                                    : fmt::format("{:.2f}GB", bytes / kilo / kilo / kilo);
}

std::string ab_report(const SimulatedRun& run) {
  std::string text = fmt::format(
      "This is ApacheBench, Version 2.3 <$Revision: 1903618 $>\n\n"
      "Server Software:        demo\nServer Hostname:        127.0.0.1\n\n"
      "Document Length:        {} bytes\n\nConcurrency Level:      {}\n"
      "Time taken for tests:   {:.3f} seconds\nComplete requests:      {}\n"
      "Failed requests:        0\nTotal transferred:      {:.0f} bytes\n"
      "HTML transferred:       {} bytes\nRequests per second:    {:.2f} [#/sec] (mean)\n"
      "Time per request:       {:.3f} [ms] (mean)\n"
      "Time per request:       {:.3f} [ms] (mean, across all concurrent requests)\n"
      "Transfer rate:          {:.2f} [Kbytes/sec] received\n\n",
      run.content_each, run.clients, run.time, run.requests, run.bytes(),
      run.content_each * run.requests, run.rate(),
      1e3 * static_cast<double>(run.clients) / run.rate(), 1e3 / run.rate(),
      run.bytes() / 1024 / run.time);
  text += fmt::format(
      "Connection Times (ms)\n              min  mean[+/-sd] median   max\n"
      "Total:    {:6.0f} {:4.0f} {:5.1f} {:6.0f} {:7.0f}\n\n"
      "Percentage of the requests served within a certain time (ms)\n",
      whole_ms(run.latencies.front()), whole_ms(run.mean()), 1.0, whole_ms(run.percentile(0.5)),
      whole_ms(run.latencies.back()));
  for (const int share : {50, 66, 75, 80, 90, 95, 98, 99}) {
    text += fmt::format("  {:2}%  {:5.0f}\n", share, whole_ms(run.percentile(share / 100.0)));
  }
  return text + fmt::format(" 100%  {:5.0f} (longest request)\n", whole_ms(run.latencies.back()));
}

std::string wrk_report(const SimulatedRun& run) {
  std::string text = fmt::format(
      "Running {:.0f}s test @ http://127.0.0.1:8080/\n  1 threads and {} connections\n"
      "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n"
      "    Latency   {:>8}  {:>8}  {:>8}   71.00%\n"
      "    Req/Sec   {:>8}  {:>8}  {:>8}   70.10%\n  Latency Distribution\n",
      std::ceil(run.time), run.clients, wrk_time(run.mean()), wrk_time(run.mean() / 2),
      wrk_time(run.latencies.back()), wrk_metric(run.rate()), wrk_metric(run.rate() / 10),
      wrk_metric(run.rate() * 1.1));
  for (const int share : {50, 75, 90, 99}) {
    text += fmt::format("     {}%  {:>8}\n", share, wrk_time(run.percentile(share / 100.0)));
  }
  return text + fmt::format(
                    "  {} requests in {}, {} read\nRequests/sec: {:8.2f}\n"
                    "Transfer/sec: {:>10}\n",
                    run.requests, wrk_time(run.time), wrk_bytes(run.bytes()), run.rate(),
                    wrk_bytes(run.bytes() / run.time));
}

std::string hey_report(const SimulatedRun& run) {
  std::string text = fmt::format(
      "\nSummary:\n  Total:\t{:.4f} secs\n  Slowest:\t{:.4f} secs\n  Fastest:\t{:.4f} secs\n"
      "  Average:\t{:.4f} secs\n  Requests/sec:\t{:.4f}\n  \n  Total data:\t{} bytes\n"
      "  Size/request:\t{} bytes\n\nResponse time histogram:\n  {:.3f} [1]\t|■\n\n\n"
      "Latency distribution:\n",
      run.time, run.latencies.back(), run.latencies.front(), run.mean(), run.rate(),
      run.content_each * run.requests, run.content_each, run.latencies.front());
  for (const int share : {10, 25, 50, 75, 90, 95, 99}) {
    text += fmt::format("  {}% in {:.4f} secs\n", share, run.percentile(share / 100.0));
  }
  return text +
         fmt::format("\nStatus code distribution:\n  [200]\t{} responses\n\n\n\n", run.requests);
}

std::string h2load_report(const SimulatedRun& run) {
  return fmt::format(
      "starting benchmark...\nspawning thread #0: {0} total client(s). {1} total requests\n"
      "Application protocol: http/1.1\n\nfinished in {2}, {3:.2f} req/s, {4}/s\n"
      "requests: {1} total, {1} started, {1} done, {1} succeeded, 0 failed, 0 errored, 0 timeout\n"
      "status codes: {1} 2xx, 0 3xx, 0 4xx, 0 5xx\n"
      "traffic: {5} ({6:.0f}) total, 78.20KB (80077) headers (space savings 0.00%), {7} ({8}) "
      "data\n"
      "                     min         max         mean         sd        +/- sd\n"
      "time for request: {9:>10}  {10:>10}  {11:>10}  {11:>10}    83.00%\n",
      run.clients, run.requests, time_text(run.time), run.rate(),
      bytes_text(run.bytes() / run.time), bytes_text(run.bytes()), run.bytes(),
      bytes_text(static_cast<double>(run.content_each * run.requests)),
      run.content_each * run.requests, time_text(run.latencies.front()),
      time_text(run.latencies.back()), time_text(run.mean()));
}

std::string siege_report(const SimulatedRun& run) {
  const double megabytes = static_cast<double>(run.content_each * run.requests) / 1024 / 1024;
  return fmt::format(
      "Transactions:\t\t{:12} hits\nAvailability:\t\t      100.00 %\n"
      "Elapsed time:\t\t{:12.2f} secs\nData transferred:\t{:12.2f} MB\n"
      "Response time:\t\t{:12.2f} secs\nTransaction rate:\t{:12.2f} trans/sec\n"
      "Throughput:\t\t{:12.2f} MB/sec\nConcurrency:\t\t{:12.2f}\n"
      "Successful transactions:{:12}\nFailed transactions:\t{:12}\n"
      "Longest transaction:\t{:12.2f}\nShortest transaction:\t{:12.2f}\n",
      run.requests, run.time, megabytes, run.mean(), run.rate(), megabytes / run.time,
      run.rate() * run.mean(), run.requests, 0, run.latencies.back(), run.latencies.front());
}

}  // namespace

std::vector<Layout> tool_layouts() {
  return {{"ab", ab_report},
          {"wrk", wrk_report},
          {"hey", hey_report},
          {"h2load", h2load_report},
          {"siege", siege_report}};
}

}  // namespace tiga::audit
