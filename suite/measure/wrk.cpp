// wrk as the generator of an arm.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

#include "common/files.hpp"
#include "suite/measure/generator_process.hpp"

namespace tiga::suite::measure {
namespace {

// wrk's own report rounds to three or four digits. This runs once, after the load: it defines
// nothing that wrk would call for each request.
constexpr std::string_view script = R"(function done(summary, latency, requests)
  local function say(name, value) io.write(string.format("tiga %s %.3f\n", name, value)) end
  say("duration_us", summary.duration)
  say("requests", summary.requests)
  say("bytes", summary.bytes)
  for _, kind in ipairs({"connect", "read", "write", "timeout", "status"}) do
    say(kind, summary.errors[kind])
  end
  say("min", latency.min)
  say("mean", latency.mean)
  say("max", latency.max)
  for _, percent in ipairs({50, 90, 95, 99, 99.9}) do
    say("p" .. percent, latency:percentile(percent))
  end
end
)";

using Values = std::map<std::string, double, std::less<>>;

Values values_in(std::string_view output) {
  Values values;
  std::istringstream lines{std::string(output)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string mark;
    std::string name;
    double value = 0;
    if (words >> mark >> name >> value && mark == "tiga") {
      values[name] = value;
    }
  }
  return values;
}

double value_of(const Values& values, std::string_view name) {
  const auto found = values.find(name);
  if (found == values.end()) {
    throw InvalidCell({"wrk_incomplete", name});
  }
  return found->second;
}

std::uint64_t count_of(const Values& values, std::string_view name) {
  return static_cast<std::uint64_t>(std::llround(value_of(values, name)));
}

void take_counts(const Values& values, loadgen::Summary& summary) {
  using loadgen::Outcome;
  const std::uint64_t requests = count_of(values, "requests");
  const std::uint64_t wrong_status = std::min(count_of(values, "status"), requests);
  summary.outcomes[Outcome::ok] = requests - wrong_status;
  summary.outcomes[Outcome::wrong_status] = wrong_status;
  summary.outcomes[Outcome::refused] = count_of(values, "connect");
  summary.outcomes[Outcome::reset] = count_of(values, "read") + count_of(values, "write");
  summary.outcomes[Outcome::timed_out] = count_of(values, "timeout");
  summary.attempted = summary.outcomes.sum();
  summary.bytes_received = count_of(values, "bytes");
  summary.elapsed_s = value_of(values, "duration_us") / 1e6;
  summary.ab.complete = requests;
  summary.ab.non_2xx = wrong_status;
  summary.ab.connect = summary.outcomes[Outcome::refused];
  summary.ab.receive = summary.outcomes[Outcome::reset];
  summary.ab.exceptions = summary.outcomes[Outcome::timed_out];
  summary.ab.failed = summary.ab.connect + summary.ab.receive + summary.ab.exceptions;
}

// A percentile needs that many requests to stand on.
void take_latency(const Values& values, std::uint64_t requests, loadgen::LatencySummary& latency) {
  const auto take = [&](std::uint64_t least, const char* name, std::optional<double>& out) {
    if (requests >= least) {
      out = value_of(values, name);
    }
  };
  take(1, "min", latency.min);
  take(1, "mean", latency.mean);
  take(1, "max", latency.max);
  take(2, "p50", latency.p50);
  take(10, "p90", latency.p90);
  take(20, "p95", latency.p95);
  take(100, "p99", latency.p99);
  take(1000, "p99.9", latency.p99_9);
}

void take_use(const rusage& usage, loadgen::Summary& summary) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  loadgen::GeneratorFacts& generator = summary.generator;
  generator.engine = wrk_engine;
  generator.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  generator.core_share =
      summary.elapsed_s > 0 ? std::min(1.0, generator.cpu_s / summary.elapsed_s) : 0;
  generator.threads = {{generator.cpu_s, generator.core_share}};
  summary.verdict = summary.ok() == 0 ? loadgen::Verdict::nothing_measured
                    : generator.core_share >= loadgen::saturated_core_share
                        ? loadgen::Verdict::generator_limited
                        : loadgen::Verdict::server_measured;
}

}  // namespace

loadgen::Summary read_wrk_output(std::string_view output, const common::ExitReport& end) {
  const Values values = values_in(output);
  loadgen::Summary summary;
  take_counts(values, summary);
  take_latency(values, summary.ab.complete, summary.latency_us);
  take_use(end.usage, summary);
  return summary;
}

GeneratorCommand wrk_command(const LoadOrder& order, const plan::Plan& plan, const Bench& bench) {
  const std::filesystem::path script_file = bench.work / "wrk.lua";
  common::write_file(script_file, script);
  const auto seconds = std::max<std::int64_t>(1, std::llround(std::ceil(plan.duration_s)));
  // A request may take as long as one of loadgen's.
  return {{"wrk", "-t1", fmt::format("-c{}", order.concurrency), fmt::format("-d{}s", seconds),
           "--timeout", "30s", "-s", script_file.string(), order.url},
          std::chrono::seconds(60 + 2 * seconds),
          &common::ExitReport::succeeded,
          [output = bench.work / "load.stdout",
           concurrency = order.concurrency](const common::ExitReport& end) {
            loadgen::Summary summary = read_wrk_output(common::read_file(output), end);
            summary.concurrency = concurrency;
            summary.keep_alive = true;
            return summary;
          }};
}

}  // namespace tiga::suite::measure
