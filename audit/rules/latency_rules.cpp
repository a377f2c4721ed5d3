#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// The time since a request was due is not its time in flight: Little's law needs a closed loop. ab
// has only closed loops. A table's "time per request" is ab's, so its other columns are too.
bool is_closed_loop(const AuditedTable& table, const Row& row) {
  switch (facts_of(table.tool).loop) {
    case Loop::closed:
    case Loop::with_pauses:
      return true;
    case Loop::open:
      return false;
    case Loop::by_offer:
      return row.find(Field::offered_rate) == nullptr;
    case Loop::unknown:
      return row.find(Field::time_per_request) != nullptr ||
             row.find(Field::time_per_request_client) != nullptr ||
             row.find(Field::time_per_request_across) != nullptr;
  }
  return false;
}

// Clients that wait between a reply and the next request leave fewer in flight.
bool may_pause(const AuditedTable& table) { return facts_of(table.tool).loop == Loop::with_pauses; }

// A lower bound of the mean latency: the mean itself, or the bound from a percentile by Markov's
// inequality.
struct LeastMean {
  double seconds = 0;
  std::string printed;
};

LeastMean least_mean(const Row& row) {
  if (const Figure* mean = row.find(Field::latency_mean)) {
    return {mean->range().low, "mean latency " + mean->shown()};
  }
  LeastMean least;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (figure == nullptr) {
      continue;
    }
    const double bound = (1 - percentile.share) * figure->range().low;
    if (bound > least.seconds) {
      least = {bound,
               fmt::format("{} {}, so the mean is {} ms at least", facts_of(percentile.field).name,
                           figure->shown(), number(1e3 * bound))};
    }
  }
  return least;
}

constexpr std::array<double, 3> retransmits_s = {1, 3, 7};

// The retransmission time that is at most `margin_s` earlier.
std::optional<double> retransmit_before(double seconds, double margin_s) {
  for (const double time : retransmits_s) {
    if (seconds >= 0.99 * time && seconds <= time + margin_s) {
      return time;
    }
  }
  return std::nullopt;
}

// The first percentile near a retransmission time, while the median is far below.
std::string late_percentile(const Row& row) {
  const Figure* middle = row.find(Field::latency_p50);
  middle = middle == nullptr ? row.find(Field::latency_mean) : middle;
  for (const Field field : {Field::latency_p90, Field::latency_p95, Field::latency_p98,
                            Field::latency_p99, Field::latency_max}) {
    const Figure* figure = row.find(field);
    const auto time = figure == nullptr ? std::nullopt : retransmit_before(figure->value, 0.2);
    if (time && (middle == nullptr || middle->value < *time / 4)) {
      return fmt::format("{} {}, just over {} s", facts_of(field).name, figure->shown(), *time);
    }
  }
  return "";
}

// A run of just over 1, 3 or 7 s, while another of as many requests took less than half of that.
std::string late_run(const AuditedTable& table, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* count = requests_of(row);
  const auto after = time == nullptr ? std::nullopt : retransmit_before(time->value, 0.1);
  if (!after || count == nullptr || concurrency == nullptr || concurrency->value <= 1) {
    return "";
  }
  const bool others_are_fast = std::ranges::any_of(table.rows, [&](const Row& other) {
    const Figure* others = requests_of(other);
    const Figure* others_time = other.find(Field::time_taken);
    return others != nullptr && others_time != nullptr && others->value == count->value &&
           others_time->value < *after / 2;
  });
  return others_are_fast ? fmt::format("time taken {}, just over {} s", time->shown(), *after) : "";
}

// ab does not measure connections that were closed without a reply.
bool nothing_received(const Row& row) {
  const Figure* bytes = row.find(Field::bytes);
  return bytes != nullptr && bytes->value == 0;
}

std::string percentiles_descend(const AuditedTable& /*table*/, const Row& row) {
  const Figure* before = nullptr;
  std::string_view name;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (figure == nullptr) {
      continue;
    }
    if (before != nullptr && is_below(figure->range(), before->range())) {
      return fmt::format("{} {}, {} {}", name, before->shown(), facts_of(percentile.field).name,
                         figure->shown());
    }
    before = figure;
    name = facts_of(percentile.field).name;
  }
  return "";
}

std::string mean_out_of_range(const AuditedTable& /*table*/, const Row& row) {
  const Figure* mean = row.find(Field::latency_mean);
  const Figure* least = row.find(Field::latency_min);
  const Figure* most = row.find(Field::latency_max);
  if (mean == nullptr) {
    return "";
  }
  if (least != nullptr && is_below(mean->range(), least->range())) {
    return fmt::format("mean {}, shortest {}", mean->shown(), least->shown());
  } else if (most != nullptr && is_below(most->range(), mean->range())) {
    return fmt::format("mean {}, longest {}", mean->shown(), most->shown());
  }
  return "";
}

std::string latency_above_run(const AuditedTable& /*table*/, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const bool is_open_loop = row.find(Field::offered_rate) != nullptr;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (time != nullptr && !is_open_loop && figure != nullptr &&
        is_below(time->range(), figure->range())) {
      return fmt::format("{} {}, time taken {}", facts_of(percentile.field).name, figure->shown(),
                         time->shown());
    }
  }
  return "";
}

std::string more_in_flight(const AuditedTable& table, const Row& row) {
  const Figure* rate = row.find(Field::rate);
  const Figure* concurrency = row.find(Field::concurrency);
  if (rate == nullptr || concurrency == nullptr || !nothing_failed(row) ||
      !is_closed_loop(table, row)) {
    return "";
  }
  const LeastMean mean = least_mean(row);
  const double in_flight = rate->range().low * mean.seconds;
  if (is_below(concurrency->range(), {in_flight, in_flight})) {
    return fmt::format("{} requests/s, {}: {} at a time at least, not {}", rate->text, mean.printed,
                       number(in_flight), concurrency->text);
  }
  return "";
}

std::string fewer_in_flight(const AuditedTable& table, const Row& row) {
  constexpr double least_requests_each = 10;
  const Figure* rate = row.find(Field::rate);
  const Figure* mean = row.find(Field::latency_mean);
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* count = requests_of(row);
  if (rate == nullptr || mean == nullptr || concurrency == nullptr || count == nullptr ||
      !nothing_failed(row) || !is_closed_loop(table, row) || may_pause(table) ||
      nothing_received(row) || count->value < least_requests_each * concurrency->value) {
    return "";
  }
  const double in_flight = (rate->range() * mean->range()).high;
  if (in_flight < concurrency->value / 2) {
    return fmt::format(
        "{} requests/s x mean latency {}: {} at a time at most, "
        "not {}",
        rate->text, mean->shown(), number(in_flight), concurrency->text);
  }
  return "";
}

std::string syn_retransmit(const AuditedTable& table, const Row& row) {
  const std::string figures = late_percentile(row);
  return figures.empty() ? late_run(table, row) : figures;
}

constexpr auto latency_rule_list = std::to_array<Rule>({
    {"percentiles-descend", Severity::error,
     "A higher percentile cannot be shorter than a lower one.", each_row<percentiles_descend>},
    {"mean-out-of-range", Severity::error, "A mean lies between the shortest and the longest.",
     each_row<mean_out_of_range>},
    {"latency-above-run", Severity::error, "No request can take longer than the whole run.",
     each_row<latency_above_run>},
    {"more-in-flight", Severity::error,
     "By Little's law rate x mean latency requests are in flight, and in a closed loop that cannot "
     "be more than the concurrency.",
     each_row<more_in_flight>},
    {"fewer-in-flight", Severity::note,
     "By Little's law less than half of the concurrency was in flight: the generator, not the "
     "server, may have been the limit.",
     each_row<fewer_in_flight>},
    {"syn-retransmit", Severity::note,
     "A lost SYN is retransmitted after 1, 3 and 7 s: the time may come from a full accept queue, "
     "not from the server's work.",
     each_row<syn_retransmit>},
});

}  // namespace

std::span<const Rule> latency_rules() { return latency_rule_list; }

}  // namespace tiga::audit::rules
