#include "tests/loadgen/latency/latency_truth.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "common/child_process.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "loadgen/summary.hpp"
#include "tests/loadgen/latency/round_trip_probe.hpp"

namespace tiga::tests {
namespace {

using common::Nanoseconds;
using common::TimePoint;

double microseconds(Nanoseconds time) { return static_cast<double>(time.count()) / 1e3; }

std::vector<std::string> arguments_of(const TruthCase& run, const std::string& loadgen,
                                      const std::string& url, const std::string& json) {
  std::vector<std::string> arguments = {
      loadgen,  "-q", "-n", std::to_string(run.requests), "-c", std::to_string(run.concurrency),
      "--json", json};
  if (run.keep_alive) {
    arguments.emplace_back("-k");
  }
  if (run.sending != Sending::closed) {
    const char* arrivals = run.sending == Sending::open_constant ? "constant" : "poisson";
    arguments.insert(arguments.end(), {"--rate", std::to_string(run.rate), "--arrivals", arrivals});
  }
  arguments.push_back(url);
  return arguments;
}

loadgen::Summary run_loadgen(const TruthCase& run, const std::string& loadgen,
                             const std::string& url, const common::CpuSet& cpus) {
  const common::TemporaryFolder folder;
  const std::string json = folder.path() / "out.json";
  common::Command command;
  command.arguments = arguments_of(run, loadgen, url, json);
  if (!cpus.empty()) {
    command.cpus = cpus;
  }
  const common::CommandResult result = common::run_command(command, std::chrono::minutes(1));
  if (!result.report.succeeded()) {
    throw common::CannotRun("loadgen " + result.report.describe() + ": " + result.error +
                            result.output);
  }
  return loadgen::summary_from_json(common::read_file(json));
}

void check_counts(const loadgen::Summary& summary, const std::vector<Served>& record,
                  std::uint64_t requests) {
  const bool all_sent = std::all_of(record.begin(), record.end(),
                                    [](const Served& served) { return served.sent.has_value(); });
  if (summary.ok() != requests || record.size() != requests || !all_sent) {
    throw common::CannotRun("counts differ: asked for " + std::to_string(requests) +
                            ", loadgen counted " + std::to_string(summary.ok()) + ", the server " +
                            std::to_string(record.size()));
  }
}

Nanoseconds median(std::vector<Nanoseconds> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What adds up to the true latencies: one of each.
struct Parts {
  std::vector<Nanoseconds> delays;
  std::vector<Nanoseconds> trips;
};

// Without a stall no request waits for its turn, and what the server recorded is all. With one, the
// waiting in an open loop's queue counts, too, and only the schedule knows it; what makes single
// trips longer is then in the delays already, so that one typical trip is to be added.
Parts true_parts(const TruthCase& run, const std::vector<Served>& requests,
                 std::vector<Nanoseconds> trips) {
  if (run.sending != Sending::open_constant || !run.schedule.stall) {
    return {recorded_delays(requests), std::move(trips)};
  }
  const TimePoint begin = requests.front().read + run.schedule.stall->after;
  const auto before = std::count_if(requests.begin(), requests.end(),
                                    [&](const Served& served) { return served.sent < begin; });
  return {delays_from_schedule(requests, run.rate, static_cast<std::size_t>(before)),
          {median(std::move(trips))}};
}

std::vector<Nanoseconds> thinned(std::vector<Nanoseconds> values) {
  constexpr std::size_t most = 1000;
  std::sort(values.begin(), values.end());
  if (values.size() <= most) {
    return values;
  }
  std::vector<Nanoseconds> chosen;
  for (std::size_t i = 0; i < most; ++i) {
    chosen.push_back(values[(2 * i + 1) * values.size() / (2 * most)]);
  }
  return chosen;
}

}  // namespace

bool Compared::within(double share, double floor_us) const {
  return measured_us && std::abs(*measured_us - truth_us) <= std::max(share * truth_us, floor_us);
}

std::vector<Nanoseconds> recorded_delays(const std::vector<Served>& record) {
  std::vector<Nanoseconds> delays;
  delays.reserve(record.size());
  for (const Served& served : record) {
    delays.push_back(served.delay());
  }
  return delays;
}

std::vector<Nanoseconds> delays_from_schedule(const std::vector<Served>& record, double rate,
                                              std::size_t undisturbed) {
  const auto due_after_first = [&](std::size_t k) {
    return Nanoseconds(std::llround(1e9 * static_cast<double>(k) / rate));
  };
  TimePoint first_due = record.at(0).read;  // and the way to the server
  for (std::size_t k = 1; k < std::min(undisturbed, record.size()); ++k) {
    first_due = std::min(first_due, record[k].read - due_after_first(k));
  }
  std::vector<Nanoseconds> delays;
  delays.reserve(record.size());
  for (std::size_t k = 0; k < record.size(); ++k) {
    delays.push_back(record[k].sent.value_or(record[k].read) - first_due - due_after_first(k));
  }
  return delays;
}

Nanoseconds quantile_of_sum(std::vector<Nanoseconds> left, std::vector<Nanoseconds> right,
                            double p) {
  const std::vector<Nanoseconds> first = thinned(std::move(left));
  const std::vector<Nanoseconds> second = thinned(std::move(right));
  std::vector<Nanoseconds> sums;
  sums.reserve(first.size() * second.size());
  for (const Nanoseconds a : first) {
    for (const Nanoseconds b : second) {
      sums.push_back(a + b);
    }
  }
  const auto rank = static_cast<std::ptrdiff_t>(std::ceil(p * static_cast<double>(sums.size())));
  const auto wanted = sums.begin() + std::max<std::ptrdiff_t>(rank, 1) - 1;
  std::nth_element(sums.begin(), wanted, sums.end());
  return *wanted;
}

TruthResult observe(const TruthCase& run, const std::string& loadgen,
                    const common::CpuSet& server_cpus, const common::CpuSet& generator_cpus) {
  DelayingServer server(run.schedule, server_cpus);
  const auto timed = run.sending == Sending::closed ? RoundTripProbe::Timed::after_reply
                                                    : RoundTripProbe::Timed::after_pause;
  RoundTripProbe probe(server.port(), run.keep_alive, timed, generator_cpus);
  const loadgen::Summary summary = run_loadgen(run, loadgen, server.url(), generator_cpus);
  probe.stop();
  const Record record = server.stop();
  check_counts(summary, record.requests, run.requests);

  const std::vector<Nanoseconds> trips = probe.round_trips(record.probes);
  const Nanoseconds round_trip = median(trips);
  const auto [delays, added] = true_parts(run, record.requests, trips);
  const auto truth = [&delays = delays, &added = added](double p) {
    return microseconds(quantile_of_sum(delays, added, p));
  };
  const loadgen::LatencySummary& measured = summary.latency_us;
  return {
      .percentiles = {{"p50", truth(0.5), measured.p50},
                      {"p90", truth(0.9), measured.p90},
                      {"p99", truth(0.99), measured.p99}},
      .largest = {"max", microseconds(*std::max_element(delays.begin(), delays.end()) + round_trip),
                  measured.max},
      .round_trip_us = microseconds(round_trip)};
}

bool has_open_loop(const std::string& loadgen) {
  const auto help =
      common::run_command({.arguments = {loadgen, "--help"}}, std::chrono::seconds(10));
  return help.output.find("--rate") != std::string::npos;
}

}  // namespace tiga::tests
