// Reports as autocannon 7, bombardier 1.2 and oha 1 print them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "tests/audit/generated/layouts.hpp"
#include "tests/audit/generated/printed.hpp"

namespace tiga::audit {
namespace {

// pretty-bytes: three digits, 1000 bytes to the kB.
std::string pretty_bytes(double bytes) {
  constexpr std::array<std::string_view, 4> units = {"B", "kB", "MB", "GB"};
  std::size_t unit = 0;
  while (unit + 1 < units.size() && bytes >= 1000) {
    bytes /= 1000;
    ++unit;
  }
  const int decimals = bytes >= 100 ? 0 : bytes >= 10 ? 1 : 2;
  return short_decimal(bytes, decimals) + ' ' + std::string(units[unit]);
}

std::string with_thousands(double value) {
  std::string text = short_decimal(value, 2);
  for (std::size_t at = std::min(text.find('.'), text.size()); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

// autocannon counts whole milliseconds, cut off, and takes a sample each second until the run
// ends with one. Requests that were in flight then are sent, too.
std::string autocannon_report(const SimulatedRun& run) {
  const auto ms = [](double seconds) { return std::floor(1e3 * seconds); };
  double sum_ms = 0;
  for (const double latency : run.latencies) {
    sum_ms += ms(latency);
  }
  const double samples = std::max(1.0, std::ceil(run.time));
  const double rate = static_cast<double>(run.requests) / samples;
  const std::uint64_t sent = run.requests + run.clients;
  std::string text = fmt::format(
      "Running {:.0f}s test @ http://127.0.0.1:8080/\n{} connections\n\n\n"
      "┌─────────┬──────┬──────┬───────┬──────┬─────────┬─────────┬───────┐\n"
      "│ Stat    │ 2.5% │ 50%  │ 97.5% │ 99%  │ Avg     │ Stdev   │ Max   │\n"
      "├─────────┼──────┼──────┼───────┼──────┼─────────┼─────────┼───────┤\n"
      "│ Latency │ {:.0f} ms │ {:.0f} ms │ {:.0f} ms  │ {:.0f} ms │ {} ms │ 0.93 ms │ {:.0f} ms │\n"
      "└─────────┴──────┴──────┴───────┴──────┴─────────┴─────────┴───────┘\n",
      samples, run.clients, ms(run.percentile(0.025)), ms(run.percentile(0.5)),
      ms(run.percentile(0.975)), ms(run.percentile(0.99)),
      short_decimal(sum_ms / static_cast<double>(run.requests), 2), ms(run.latencies.back()));
  text += fmt::format(
      "┌───────────┬─────────┬─────────┬─────────┬─────────┬───────────┬───────────┬─────────┐\n"
      "│ Stat      │ 1%      │ 2.5%    │ 50%     │ 97.5%   │ Avg       │ Stdev     │ Min     │\n"
      "├───────────┼─────────┼─────────┼─────────┼─────────┼───────────┼───────────┼─────────┤\n"
      "│ Req/Sec   │ {0}   │ {0}   │ {0}  │ {0}  │ {0} │ 0 │ {0}   │\n"
      "├───────────┼─────────┼─────────┼─────────┼─────────┼───────────┼───────────┼─────────┤\n"
      "│ Bytes/Sec │ {1} │ {1} │ {1} │ {1} │ {1}   │ 0 B   │ {1} │\n"
      "└───────────┴─────────┴─────────┴─────────┴─────────┴───────────┴───────────┴─────────┘\n\n"
      "Req/Bytes counts sampled once per second.\n# of samples: {2:.0f}\n\n",
      with_thousands(rate), pretty_bytes(run.bytes() / samples), samples);
  return text + fmt::format("{} requests in {}s, {} read\n",
                            sent < 1000 ? fmt::to_string(sent)
                                        : fmt::format("{:.0f}k", static_cast<double>(sent) / 1e3),
                            short_decimal(samples + 0.02, 2), pretty_bytes(run.bytes()));
}

// The rate is a mean of samples: up to 5 % off here. A run of a given duration ends with its last
// reply.
std::string bombardier_report(const SimulatedRun& run) {
  constexpr double least_s = 20;
  const double sampled = run.rate() * (0.95 + 0.001 * static_cast<double>(run.content_each % 100));
  const auto whole_s = static_cast<int>(run.time);
  std::string text = fmt::format(
      "Bombarding http://127.0.0.1:8080/ {} using {} connection(s)\nDone!\n"
      "Statistics        Avg      Stdev        Max\n"
      "  Reqs/sec   {:10.2f} {:10.2f} {:10.2f}\n  Latency    {:>10} {:>10} {:>10}\n"
      "  Latency Distribution",
      run.time < least_s ? fmt::format("with {} request(s)", run.requests)
      : whole_s < 60     ? fmt::format("for {}s", whole_s)
                         : fmt::format("for {}m{}s", whole_s / 60, whole_s % 60),
      run.clients, sampled, sampled / 10, sampled * 1.2, wrk_time(run.mean()),
      wrk_time(run.mean() / 2), wrk_time(run.latencies.back()));
  for (const int share : {50, 75, 90, 95, 99}) {
    text += fmt::format("\n     {}% {:>10}", share, wrk_time(run.percentile(share / 100.0)));
  }
  return text + fmt::format(
                    "\n  HTTP codes:\n    1xx - 0, 2xx - {}, 3xx - 0, 4xx - 0, 5xx - 0\n"
                    "    others - 0\n  Throughput: {:>10}/s\n",
                    run.requests, wrk_bytes(run.bytes() / run.time));
}

struct TimeScale {
  double seconds;
  std::string_view name;
};

// oha prints every time in the unit that fits the longest latency.
TimeScale oha_scale(double longest) {
  constexpr auto scales = std::to_array<TimeScale>(
      {{600, "10 min"}, {60, "min"}, {10, "10 sec"}, {1, "sec"}, {1e-3, "ms"}, {1e-6, "us"}});
  const auto* const fits =
      std::ranges::find_if(scales, [&](const TimeScale& scale) { return longest > scale.seconds; });
  return fits == scales.end() ? scales.back() : *fits;
}

std::string oha_bytes(double bytes) {
  constexpr std::array<std::string_view, 3> units = {"KiB", "MiB", "GiB"};
  if (bytes < 1024) {
    return fmt::format("{:.0f} B", std::floor(bytes));
  }
  std::size_t unit = 0;
  bytes /= 1024;
  while (unit + 1 < units.size() && bytes >= 1024) {
    bytes /= 1024;
    ++unit;
  }
  return fmt::format("{:.2f} {}", bytes, units[unit]);
}

double content_of(const SimulatedRun& run) {
  return static_cast<double>(run.content_each * run.requests);
}

std::string oha_report(const SimulatedRun& run) {
  const TimeScale scale = oha_scale(run.latencies.back());
  const auto time = [&](double seconds) {
    return fmt::format("{:.4f} {}", seconds / scale.seconds, scale.name);
  };
  std::string text = fmt::format(
      "$ oha -n {} -c {} http://127.0.0.1:8080/\nSummary:\n  Success rate:\t100.00%\n"
      "  Total:\t{}\n  Slowest:\t{}\n  Fastest:\t{}\n  Average:\t{}\n  Requests/sec:\t{:.4f}\n\n"
      "  Total data:\t{}\n  Size/request:\t{}\n  Size/sec:\t{}\n\n"
      "Response time histogram:\n  {} [{}] |\n\nResponse time distribution:\n",
      run.requests, run.clients, time(run.time), time(run.latencies.back()),
      time(run.latencies.front()), time(run.mean()), run.rate(), oha_bytes(content_of(run)),
      oha_bytes(static_cast<double>(run.content_each)), oha_bytes(content_of(run) / run.time),
      time(run.latencies.back()), run.requests);
  for (const double share : {10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99}) {
    text += fmt::format("  {:.2f}% in {}\n", share, time(run.percentile(share / 100)));
  }
  return text + fmt::format(
                    "\n\nDetails (average, fastest, slowest):\n  DNS+dialup:\t{0}, {0}, {0}\n\n"
                    "Status code distribution:\n  [200] {1} responses\n",
                    time(run.latencies.front() / 2), run.requests);
}

// Figures with all their digits.
std::string oha_json(const SimulatedRun& run) {
  std::string text = fmt::format(
      "{{\n  \"summary\": {{\n    \"successRate\": 1.0,\n    \"total\": {},\n    \"slowest\": {},\n"
      "    \"fastest\": {},\n    \"average\": {},\n    \"requestsPerSec\": {},\n"
      "    \"totalData\": {},\n    \"sizePerRequest\": {},\n    \"sizePerSec\": {}\n  }},\n"
      "  \"latencyPercentiles\": {{\n",
      run.time, run.latencies.back(), run.latencies.front(), run.mean(), run.rate(),
      run.content_each * run.requests, run.content_each, content_of(run) / run.time);
  for (const double share : {10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99}) {
    text += fmt::format("    \"p{}\": {}{}\n", short_decimal(share, 2), run.percentile(share / 100),
                        share < 99.95 ? "," : "");
  }
  return text + fmt::format(
                    "  }},\n  \"statusCodeDistribution\": {{\n    \"200\": {}\n  }},\n"
                    "  \"errorDistribution\": {{}}\n}}\n",
                    run.requests);
}

}  // namespace

std::vector<Layout> newer_tool_layouts() {
  return {{"autocannon", autocannon_report},
          {"bombardier", bombardier_report},
          {"oha", oha_report},
          {"oha_json", oha_json}};
}

}  // namespace tiga::audit
