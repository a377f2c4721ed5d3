#include "loadgen/merge.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/sequences.hpp"
#include "loadgen/latency_summary.hpp"
#include "loadgen/merge_counts.hpp"
#include "loadgen/merge_latency.hpp"

namespace tiga::loadgen {
namespace {

using Parts = std::span<const Summary>;
using Offsets = std::span<const std::int64_t>;

constexpr double ns_per_s = 1e9;

void check_parts(Parts parts, Offsets offsets) {
  if (parts.empty() || parts.size() != offsets.size()) {
    throw std::invalid_argument("internal error: " + std::to_string(parts.size()) +
                                " summaries and " + std::to_string(offsets.size()) +
                                " clock offsets make no summary");
  }
}

void add_options(Parts parts, Summary& all) {
  const Summary& first = parts.front();
  all.target = first.target;
  all.keep_alive = first.keep_alive;
  all.sends_content = first.sends_content;
  all.local_ports = first.local_ports;
  for (const Summary& part : parts.subspan(1)) {
    if (all.target.software.empty()) {
      all.target.software = part.target.software;
    }
    if (all.target.document_length == 0) {
      all.target.document_length = part.target.document_length;
    }
    all.local_ports = std::min(all.local_ports, part.local_ports);
  }
}

/// When the counted requests of each part started, on this host's clock.
std::vector<std::int64_t> starts_of(Parts parts, Offsets offsets) {
  std::vector<std::int64_t> starts;
  starts.reserve(parts.size());
  for (std::size_t index = 0; index < parts.size(); ++index) {
    starts.push_back(parts[index].started_monotonic_ns - offsets[index]);
  }
  return starts;
}

/// When all threads of each part could send, on this host's clock.
std::vector<std::int64_t> true_starts_of(Parts parts, Offsets offsets) {
  std::vector<std::int64_t> starts = starts_of(parts, offsets);
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::optional<StartAtFacts>& start_at = parts[index].start_at;
    if (start_at && start_at->late_us) {
      starts[index] = start_at->asked_ns - offsets[index] + std::llround(*start_at->late_us * 1e3);
    }
  }
  return starts;
}

std::optional<StartAtFacts> merge_start_at(Parts parts, Offsets offsets) {
  std::optional<StartAtFacts> all;
  std::optional<std::int64_t> last;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::optional<StartAtFacts>& part = parts[index].start_at;
    if (!part) {
      continue;
    }
    const std::int64_t asked = part->asked_ns - offsets[index];
    all = StartAtFacts{std::min(all ? all->asked_ns : asked, asked),
                       (all && all->passed) || part->passed, std::nullopt};
    if (part->late_us) {
      const std::int64_t began = asked + std::llround(*part->late_us * 1e3);
      last = std::max(last.value_or(began), began);
    }
  }
  if (all && last) {
    all->late_us = static_cast<double>(*last - all->asked_ns) / 1e3;
  }
  return all;
}

/// The first of each kind of failure.
void add_examples(const Summary& part, double started_s, std::vector<Example>& all) {
  for (Example example : part.examples) {
    example.at_s += started_s;
    const auto known = std::ranges::find(all, example.outcome, &Example::outcome);
    if (known == all.end()) {
      all.push_back(example);
    } else if (example.at_s < known->at_s) {
      *known = example;
    }
  }
}

void add_times(Parts parts, Offsets offsets, Summary& all) {
  const std::vector<std::int64_t> starts = starts_of(parts, offsets);
  all.started_monotonic_ns = *std::ranges::min_element(starts);
  all.start_at = merge_start_at(parts, offsets);
  double in_flight_s = 0;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const Summary& part = parts[index];
    const double started_s =
        static_cast<double>(starts[index] - all.started_monotonic_ns) / ns_per_s;
    all.elapsed_s = std::max(all.elapsed_s, started_s + part.elapsed_s);
    in_flight_s += part.mean_in_flight * part.elapsed_s;
    add_examples(part, started_s, all.examples);
  }
  if (all.elapsed_s > 0) {
    all.mean_in_flight = in_flight_s / all.elapsed_s;
  }
}

void add_latency(Parts parts, Summary& all) {
  const auto merged = [&](auto values, auto bins) {
    return merge_latencies(common::transformed(parts, [&](const Summary& part) {
      return Latencies{std::invoke(values, part), std::invoke(bins, part)};
    }));
  };
  const Latencies total = merged(&Summary::latency_us, &Summary::latency_bins);
  const Latencies connect = merged(&Summary::connect_us, &Summary::connect_bins);
  const Latencies first_byte = merged(&Summary::first_byte_us, &Summary::first_byte_bins);
  all.latency_us = total.values;
  all.latency_bins = total.bins;
  all.connect_us = connect.values;
  all.connect_bins = connect.bins;
  all.first_byte_us = first_byte.values;
  all.first_byte_bins = first_byte.bins;
  all.percentages = percentages_of(samples_of(total));
  Mean in_flight;
  for (const Summary& part : parts) {
    in_flight.add(part.mean_in_flight_us, static_cast<double>(part.ok()));
  }
  all.mean_in_flight_us = in_flight.value();
}

void add_open_loop(Parts parts, Summary& all) {
  std::vector<Latencies> delays;
  for (const Summary& part : parts) {
    if (!part.open_loop) {
      continue;
    }
    if (!all.open_loop) {
      all.open_loop = OpenLoopFacts{0, part.open_loop->arrivals, {}};
    }
    all.open_loop->rate += part.open_loop->rate;
    delays.push_back({part.open_loop->delay_us, part.open_loop->delay_bins});
  }
  if (all.open_loop) {
    const Latencies delay = merge_latencies(delays);
    all.open_loop->delay_us = delay.values;
    all.open_loop->delay_bins = delay.bins;
  }
}

/// A part's share of its time in flight, as a share of that of all parts.
double share_of_all(double share, const Summary& part, const Summary& all) {
  const double whole_s = all.mean_in_flight * all.elapsed_s;
  return whole_s > 0 ? std::min(share * part.mean_in_flight * part.elapsed_s / whole_s, 1.0) : 0;
}

void add_unfinished(Parts parts, Summary& all) {
  for (const Summary& part : parts) {
    if (!part.unfinished) {
      continue;
    }
    UnfinishedFacts& sum = all.unfinished ? *all.unfinished : all.unfinished.emplace();
    sum.requests += part.unfinished->requests;
    sum.oldest_s = std::max(sum.oldest_s, part.unfinished->oldest_s);
    sum.time_share += share_of_all(part.unfinished->time_share, part, all);
  }
}

void add_close_wait(Parts parts, Summary& all) {
  std::vector<std::vector<LatencyBin>> whole;
  std::vector<std::vector<LatencyBin>> wait;
  for (const Summary& part : parts) {
    if (!part.close_wait) {
      continue;
    }
    CloseWaitFacts& sum = all.close_wait ? *all.close_wait : all.close_wait.emplace();
    sum.requests += part.close_wait->requests;
    sum.announced += part.close_wait->announced;
    sum.asked_to_stay = part.close_wait->asked_to_stay;
    sum.time_share += share_of_all(part.close_wait->time_share, part, all);
    whole.push_back(part.close_wait->whole_bins);
    wait.push_back(part.close_wait->wait_bins);
  }
  if (all.close_wait) {
    all.close_wait->whole_bins = add_bins(whole);
    all.close_wait->wait_bins = add_bins(wait);
    all.close_wait->whole_p50_us = median_us(all.close_wait->whole_bins);
    all.close_wait->wait_p50_us = median_us(all.close_wait->wait_bins);
  }
}

Verdict merge_verdicts(Parts parts) {
  const auto any = [&](Verdict verdict) {
    return common::contains(parts, verdict, &Summary::verdict);
  };
  return any(Verdict::generator_limited) ? Verdict::generator_limited
         : any(Verdict::server_measured) ? Verdict::server_measured
                                         : Verdict::nothing_measured;
}

}  // namespace

Summary merge(Parts parts, Offsets clock_offsets_ns) {
  check_parts(parts, clock_offsets_ns);
  if (parts.size() == 1) {
    return parts.front();
  }
  Summary all;
  all.sources = 0;
  add_options(parts, all);
  for (const Summary& part : parts) {
    add_counts(part, all);
  }
  add_times(parts, clock_offsets_ns, all);
  add_latency(parts, all);
  add_open_loop(parts, all);
  add_unfinished(parts, all);
  add_close_wait(parts, all);
  all.verdict = merge_verdicts(parts);
  return all;
}

std::int64_t start_spread_ns(Parts parts, Offsets clock_offsets_ns) {
  check_parts(parts, clock_offsets_ns);
  const auto [first, last] = std::ranges::minmax(true_starts_of(parts, clock_offsets_ns));
  return last - first;
}

}  // namespace tiga::loadgen
