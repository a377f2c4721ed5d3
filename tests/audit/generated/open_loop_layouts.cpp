// Reports as wrk2, httperf 0.9, vegeta 12 and k6 print them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "tests/audit/generated/layouts.hpp"
#include "tests/audit/generated/printed.hpp"

namespace tiga::audit {
namespace {

// The highest value that HdrHistogram keeps as the same one, with three digits of microseconds.
double highest_equivalent(double seconds) {
  const double us = std::floor(1e6 * seconds);
  const double unit = us < 2048 ? 1 : std::exp2(std::floor(std::log2(us)) - 10);
  return 1e-6 * (std::floor(us / unit) * unit + unit - 1);
}

std::string wrk2_report(const SimulatedRun& run) {
  const std::uint64_t threads = run.clients > 1 ? 2 : 1;
  const double thread_rate = run.rate() / static_cast<double>(threads);
  std::string text = fmt::format(
      "$ wrk2 -t{0} -c{1} -d{2:.0f}s -R{3:.0f} --latency http://127.0.0.1:8080/\n"
      "Running {2:.0f}s test @ http://127.0.0.1:8080/\n  {0} threads and {1} connections\n"
      "  Thread calibration: mean lat.: {4:.3f}ms, rate sampling interval: 10ms\n"
      "  Thread Stats   Avg      Stdev     Max   +/- Stdev\n",
      threads, run.clients, std::ceil(run.time), std::ceil(run.rate()), 1e3 * run.mean());
  text += fmt::format(
      "    Latency {:>9} {:>9} {:>9}   69.83%\n    Req/Sec {:>9} {:>9} {:>9}   78.35%\n"
      "  Latency Distribution (HdrHistogram - Recorded Latency)\n",
      wrk_time(run.mean()), wrk_time(run.mean() / 2), wrk_time(run.latencies.back()),
      wrk_metric(thread_rate * 1.05), wrk_metric(thread_rate / 10), wrk_metric(thread_rate * 2));
  for (const double share : {50.0, 75.0, 90.0, 99.0, 99.9, 99.99, 99.999, 100.0}) {
    text += fmt::format("{:7.3f}% {:>9}\n", share,
                        wrk_time(highest_equivalent(run.percentile(share / 100))));
  }
  return text + fmt::format(
                    "----------------------------------------------------------\n"
                    "  {} requests in {}, {} read\nRequests/sec: {:9.2f}\nTransfer/sec: {:>11}\n",
                    run.requests, wrk_time(run.time), wrk_bytes(run.bytes()), run.rate(),
                    wrk_bytes(run.bytes() / run.time));
}

// A connection for each request. Sizes are whole bytes, cut off.
std::string httperf_report(const SimulatedRun& run) {
  const double transfer_ms = 1e3 * run.latencies.front() / 3;
  std::string text = fmt::format(
      "httperf --client=0/1 --server=127.0.0.1 --port=8080 --uri=/ --rate={:.0f} "
      "--send-buffer=4096 --recv-buffer=16384 --num-conns={} --num-calls=1\n"
      "Maximum connect burst length: 1\n\n"
      "Total: connections {} requests {} replies {} test-duration {:.3f} s\n\n",
      std::ceil(run.rate()), run.requests, run.requests, run.requests, run.requests, run.time);
  text += fmt::format(
      "Connection rate: {0:.1f} conn/s ({1:.1f} ms/conn, <={2} concurrent connections)\n"
      "Connection time [ms]: min {3:.1f} avg {4:.1f} max {5:.1f} median {6:.1f} stddev 7.9\n"
      "Connection time [ms]: connect 0.0\nConnection length [replies/conn]: 1.000\n\n"
      "Request rate: {0:.1f} req/s ({1:.1f} ms/req)\nRequest size [B]: 71.0\n\n",
      run.rate(), 1e3 / run.rate(), run.clients, 1e3 * run.latencies.front(), 1e3 * run.mean(),
      1e3 * run.latencies.back(), std::floor(1e3 * run.percentile(0.5)) + 0.5);
  return text + fmt::format(
                    "Reply rate [replies/s]: min 0.0 avg 0.0 max 0.0 stddev 0.0 (0 samples)\n"
                    "Reply time [ms]: response {:.1f} transfer {:.1f}\n"
                    "Reply size [B]: header {}.0 content {}.0 footer 0.0 (total {}.0)\n"
                    "Reply status: 1xx=0 2xx={} 3xx=0 4xx=0 5xx=0\n\n"
                    "CPU time [s]: user 0.09 system 0.49 (user 3.6% system 19.8% total 23.3%)\n"
                    "Net I/O: {:.1f} KB/s ({:.1f}*10^6 bps)\n\n"
                    "Errors: total 0 client-timo 0 socket-timo 0 connrefused 0 connreset 0\n"
                    "Errors: fd-unavail 0 addrunavail 0 ftab-full 0 other 0\n",
                    1e3 * run.mean() - transfer_ms, transfer_ms, run.bytes_each - run.content_each,
                    run.content_each, run.bytes_each, run.requests, run.bytes() / 1024 / run.time,
                    8e-6 * run.bytes() / run.time);
}

// Go's time.Duration, rounded to the unit after the one that it begins with.
std::string vegeta_time(double seconds) {
  if (seconds >= 60) {
    const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
    return fmt::format("{}m{}s", whole / 60, whole % 60);
  }
  if (seconds >= 1) {
    return short_decimal(seconds, 3) + "s";
  }
  return seconds >= 1e-3 ? short_decimal(1e3 * seconds, 3) + "ms"
                         : short_decimal(1e6 * seconds, 3) + "\xC2\xB5s";
}

// The attack ends when the last request is sent; its rate is over the attack, the throughput until
// the last reply.
std::string vegeta_report(const SimulatedRun& run) {
  const double wait = run.percentile(0.5);
  const double attack = run.time - wait;
  return fmt::format(
      "Requests      [total, rate, throughput]         {0}, {1:.2f}, {2:.2f}\n"
      "Duration      [total, attack, wait]             {3}, {4}, {5}\n"
      "Latencies     [min, mean, 50, 90, 95, 99, max]  {6}, {7}, {8}, {9}, {10}, {11}, {12}\n"
      "Bytes In      [total, mean]                     {13}, {14:.2f}\n"
      "Bytes Out     [total, mean]                     0, 0.00\n"
      "Success       [ratio]                           100.00%\n"
      "Status Codes  [code:count]                      200:{0}  \nError Set:\n",
      run.requests, static_cast<double>(run.requests) / attack, run.rate(), vegeta_time(run.time),
      vegeta_time(attack), vegeta_time(wait), vegeta_time(run.latencies.front()),
      vegeta_time(run.mean()), vegeta_time(run.percentile(0.5)), vegeta_time(run.percentile(0.9)),
      vegeta_time(run.percentile(0.95)), vegeta_time(run.percentile(0.99)),
      vegeta_time(run.latencies.back()), run.content_each * run.requests,
      static_cast<double>(run.content_each));
}

// 1000 bytes to the kB; a decimal below 10.
std::string k6_bytes(double bytes) {
  constexpr std::array<std::string_view, 4> units = {"B", "kB", "MB", "GB"};
  std::size_t unit = 0;
  while (unit + 1 < units.size() && bytes >= 1000) {
    bytes /= 1000;
    ++unit;
  }
  const double tenths = std::floor(10 * bytes + 0.5) / 10;
  return fmt::format("{:.{}f} {}", tenths, tenths < 10 ? 1 : 0, units[unit]);
}

// Two decimals, cut off; none from a minute on.
std::string k6_time(double seconds) {
  if (seconds < 1e-3) {
    return cut_decimal(1e6 * seconds, 2) + "\xC2\xB5s";
  }
  if (seconds < 1) {
    return cut_decimal(1e3 * seconds, 2) + "ms";
  }
  const double minutes = std::floor(seconds / 60);
  return minutes < 1 ? cut_decimal(seconds, 2) + "s"
                     : fmt::format("{:.0f}m{}s", minutes, cut_decimal(seconds - 60 * minutes, 0));
}

std::string k6_trend(const SimulatedRun& run) {
  return fmt::format("avg={} min={} med={} max={} p(90)={} p(95)={}", k6_time(run.mean()),
                     k6_time(run.latencies.front()), k6_time(run.percentile(0.5)),
                     k6_time(run.latencies.back()), k6_time(run.percentile(0.9)),
                     k6_time(run.percentile(0.95)));
}

std::string k6_last_lines(const SimulatedRun& run) {
  const double minutes = std::floor(run.time / 60);
  const double seconds = std::floor(10 * (run.time - 60 * minutes)) / 10;
  return fmt::format(
      "\nrunning ({}), 00/{} VUs, {} complete and 0 interrupted iterations\n"
      "default ✓ [======================================] {} VUs  10s\n",
      minutes < 1 ? fmt::format("{:.1f}s", seconds)
                  : fmt::format("{:.0f}m{:04.1f}s", minutes, seconds),
      run.clients, run.requests, run.clients);
}

std::string k6_report(const SimulatedRun& run) {
  const std::string rate = short_decimal(run.rate(), 6);
  return fmt::format(
             "\n  █ TOTAL RESULTS\n\n"
             "    checks_total.......: {0}     {1}/s\n"
             "    checks_succeeded...: 100.00% {0} out of {0}\n"
             "    checks_failed......: 0.00%   0 out of {0}\n\n    HTTP\n"
             "    http_req_duration..............: {2}\n"
             "      {{ expected_response:true }}...: {2}\n"
             "    http_req_failed................: 0.00%  0 out of {0}\n"
             "    http_reqs......................: {0}    {1}/s\n\n    EXECUTION\n"
             "    iteration_duration.............: {2}\n"
             "    iterations.....................: {0}    {1}/s\n"
             "    vus............................: {3}     min={3}      max={3}\n"
             "    vus_max........................: {3}     min={3}      max={3}\n\n    NETWORK\n"
             "    data_received..................: {4} {5}/s\n"
             "    data_sent......................: 83 kB  8.2 kB/s\n\n",
             run.requests, rate, k6_trend(run), run.clients, k6_bytes(run.bytes()),
             k6_bytes(run.bytes() / run.time)) +
         k6_last_lines(run);
}

// Before version 1 the check mark counted failed requests.
std::string old_k6_report(const SimulatedRun& run) {
  return fmt::format(
             "     execution: local\n        script: script.js\n        output: -\n\n"
             "     data_received..................: {4} {5}/s\n"
             "     data_sent......................: 83 kB  8.2 kB/s\n"
             "   ✓ http_req_duration..............: {2}\n"
             "       {{ expected_response:true }}...: {2}\n"
             "   ✓ http_req_failed................: 0.00%  ✓ 0        ✗ {0}\n"
             "     http_reqs......................: {0}    {1}/s\n"
             "     iterations.....................: {0}    {1}/s\n"
             "     vus_max........................: {3}     min={3}     max={3}\n\n",
             run.requests, short_decimal(run.rate(), 6), k6_trend(run), run.clients,
             k6_bytes(run.bytes()), k6_bytes(run.bytes() / run.time)) +
         k6_last_lines(run);
}

}  // namespace

std::vector<Layout> open_loop_layouts() {
  return {{"wrk2", wrk2_report},
          {"httperf", httperf_report},
          {"vegeta", vegeta_report},
          {"k6", k6_report},
          {"k6_before_1", old_k6_report}};
}

}  // namespace tiga::audit
