#include "suite/measure/cell_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "common/sequences.hpp"
#include "stats/fairness.hpp"
#include "stats/quantile_interval.hpp"
#include "suite/measure/generator_process.hpp"
#include "suite/records/run_data.hpp"

namespace tiga::suite::measure {
namespace {

void take_cell_counts(const loadgen::Summary& summary, records::CellRow& row) {
  row.time_taken_s = summary.elapsed_s;
  row.attempted = summary.attempted;
  row.complete_requests = summary.ab.complete;
  row.failed = summary.failed();
  loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
    row.outcomes[static_cast<std::size_t>(outcome)] = summary.outcomes[outcome];
  });
  row.not_started = summary.not_started;
  row.bytes_received = summary.bytes_received;
  row.requests_per_second = summary.requests_per_second();
  row.ok_per_second = summary.ok_per_second();
  if (summary.generator.engine != wrk_engine) {  // which knows none of these
    row.ab_failed = summary.ab.failed;
    row.ab_non_2xx = summary.ab.non_2xx;
    row.connections_opened = summary.connections_opened;
    row.mean_in_flight = summary.mean_in_flight;
  }
  row.littles_law_ratio = summary.littles_law_ratio();
  row.generator_cpu_s = summary.generator.cpu_s;
  row.generator_core_share = summary.generator.core_share;
  row.generator_engine = summary.generator.engine;
}

void take_cell_latency(const loadgen::LatencySummary& latency, records::CellRow& row) {
  row.latency_min_us = latency.min;
  row.latency_mean_us = latency.mean;
  row.latency_p50_us = latency.p50;
  row.latency_p90_us = latency.p90;
  row.latency_p95_us = latency.p95;
  row.latency_p99_us = latency.p99;
  row.latency_p99_9_us = latency.p99_9;
  row.latency_max_us = latency.max;
}

void take_p99_interval(const std::vector<loadgen::LatencyBin>& bins, records::CellRow& row) {
  stats::Samples samples;
  for (const loadgen::LatencyBin& bin : bins) {
    samples.add(bin.lower_ns + (bin.upper_ns - bin.lower_ns) / 2, bin.count);
  }
  if (const auto interval = stats::quantile_interval(samples, 0.99)) {
    row.latency_p99_lower_us = interval->lower / 1000;
    row.latency_p99_upper_us = interval->upper / 1000;
  }
}

records::Real share(records::Count part, records::Count whole) {
  if (!part || !whole || *whole == 0) {
    return std::nullopt;
  }
  return static_cast<double>(*part) / static_cast<double>(*whole);
}

// Of backends that counted, all of them.
void take_backends(const std::vector<ServerCounters>& backends, records::CellRow& row) {
  std::vector<double> shares;
  for (const ServerCounters& backend : backends) {
    if (!backend.replies) {
      return;
    }
    shares.push_back(static_cast<double>(*backend.replies));
  }
  if (!shares.empty()) {
    row.backend_replies = fmt::format("{}", fmt::join(shares, " "));
    row.backend_jain_index = stats::jain_index(shares);
  }
}

common::Nanoseconds used_since(const std::vector<ProcessUse>& before, const ProcessUse& now) {
  const auto earlier = std::ranges::find(before, now.pid, &ProcessUse::pid);
  return now.cpu_time - (earlier == before.end() ? common::Nanoseconds{0} : earlier->cpu_time);
}

records::Count sum_of(const std::vector<SystemUse>& hosts, records::Count SystemUse::*counter) {
  std::uint64_t sum = 0;
  for (const SystemUse& host : hosts) {
    if (!(host.*counter)) {
      return std::nullopt;
    }
    sum += *(host.*counter);
  }
  return sum;
}

records::Real largest_of(const std::vector<SystemUse>& hosts, records::Real SystemUse::*share) {
  records::Real largest;
  for (const SystemUse& host : hosts) {
    largest = std::max(largest, host.*share);  // an empty one is less than any
  }
  return largest;
}

// Each host once, in that order, separated by blanks.
std::string host_list(std::span<const std::string> hosts) {
  std::vector<std::string> each;
  for (const std::string& host : hosts) {
    if (!common::contains(each, host)) {
      each.push_back(host);
    }
  }
  return fmt::format("{}", fmt::join(each, " "));
}

}  // namespace

double seconds(common::Nanoseconds time) { return std::chrono::duration<double>(time).count(); }

void take_summary(const loadgen::Summary& summary, records::CellRow& row) {
  take_cell_counts(summary, row);
  take_cell_latency(summary.latency_us, row);
  take_p99_interval(summary.latency_bins, row);
  if (summary.open_loop) {
    row.start_delay_p99_us = summary.open_loop->delay_us.p99;
  }
}

std::vector<records::LatencyRow> latency_rows(const loadgen::Summary& summary,
                                              const records::CellRow& cell) {
  std::vector<records::LatencyRow> rows;
  for (const loadgen::LatencyBin& bin : summary.latency_bins) {
    rows.push_back({cell.cell, cell.block, cell.arm, cell.concurrency, cell.load, bin.lower_ns,
                    bin.upper_ns, bin.count});
  }
  return rows;
}

void take_server_cpu(const FleetUse& before, const FleetUse& after, records::CellRow& row) {
  common::Nanoseconds total{0};
  common::Nanoseconds front{0};
  std::map<std::size_t, common::Nanoseconds> of_hosts;
  double fullest_s = 0;  // a process of one thread can fill one core, whatever there is
  for (std::size_t at = 0; at < after.size(); ++at) {
    const ServerUse& server = after[at];
    front = common::Nanoseconds{0};  // the last server is the front
    for (const ProcessUse& use : server.processes) {
      const auto used = used_since(before.at(at).processes, use);
      total += used;
      front += used;
      of_hosts[server.host] += used;
      const auto own = use.cores > 0 ? std::min(use.cores, server.host_cores) : server.host_cores;
      const auto usable = std::clamp<std::uint64_t>(use.threads, 1, own);
      fullest_s = std::max(fullest_s, seconds(used) / static_cast<double>(usable));
    }
  }
  row.server_cpu_s = seconds(total);
  const auto ok = row.outcomes[static_cast<std::size_t>(loadgen::Outcome::ok)].value_or(0);
  if (ok > 0) {
    row.server_cpu_us_per_request = *row.server_cpu_s / static_cast<double>(ok) * 1e6;
    if (after.size() > 1) {
      row.front_cpu_us_per_request = seconds(front) / static_cast<double>(ok) * 1e6;
    }
  }
  row.total_cpu_us_per_request = records::total_cpu_us_per_request(row);
  if (row.time_taken_s.value_or(0) > 0) {
    for (const ServerUse& server : after) {
      const double together_s =
          seconds(of_hosts[server.host]) / static_cast<double>(server.host_cores);
      fullest_s = std::max(fullest_s, together_s);
    }
    row.server_core_share = fullest_s / *row.time_taken_s;
  }
}

void take_system_use(const std::vector<SystemUse>& hosts, records::CellRow& row) {
  std::set<std::string> networks;
  std::vector<SystemUse> counted;
  for (const SystemUse& host : hosts) {
    if (host.network.empty() || networks.insert(host.network).second) {
      counted.push_back(host);
    }
  }
  row.listen_overflows = sum_of(counted, &SystemUse::listen_overflows);
  row.syn_retransmits = sum_of(counted, &SystemUse::syn_retransmits);
  row.segments_retransmitted = sum_of(counted, &SystemUse::segments_retransmitted);
  row.stolen_share = largest_of(hosts, &SystemUse::stolen_share);
  row.cpu_pressure_share = largest_of(hosts, &SystemUse::cpu_pressure_share);
}

void take_hosts(std::span<const std::string> servers, std::span<const std::string> generators,
                records::CellRow& row) {
  row.server_hosts = host_list(servers);
  row.generator_hosts = host_list(generators);
}

void take_end(const FleetEnd& end, const WarmedUp& before, records::CellRow& row) {
  row.server_cpu_total_s = seconds(end.cpu_time);
  row.server_peak_memory_kib = end.peak_memory_kib;
  row.server_voluntary_switches = end.voluntary_switches;
  row.server_involuntary_switches = end.involuntary_switches;
  take_backends(end.backends, row);
  row.reply_times = end.front.reply_times;
  if (!end.front.replies) {
    return;
  }
  row.server_voluntary_switches_per_request =
      share(row.server_voluntary_switches, end.front.replies);
  row.server_involuntary_switches_per_request =
      share(row.server_involuntary_switches, end.front.replies);
  // How many replies the warm-up took is certain only where all of them arrived.
  const bool all_answered = std::ranges::all_of(
      before.batches, [](const auto& batch) { return batch.ok() == batch.attempted; });
  if (all_answered && *end.front.replies >= before.requests()) {
    row.replies_sent = *end.front.replies - before.requests();
  }
}

}  // namespace tiga::suite::measure
