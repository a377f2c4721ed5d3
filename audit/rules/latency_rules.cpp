#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

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
LocalizedText late_percentile(const Row& row) {
  const Figure* middle = row.find(Field::latency_p50);
  middle = middle == nullptr ? row.find(Field::latency_mean) : middle;
  for (const Field field : {Field::latency_p90, Field::latency_p95, Field::latency_p98,
                            Field::latency_p99, Field::latency_max}) {
    const Figure* figure = row.find(field);
    const bool is_known = figure != nullptr && figure->bound == Bound::none;
    const auto time = is_known ? retransmit_before(figure->value, 0.2) : std::nullopt;
    if (time && (middle == nullptr || middle->value < *time / 4)) {
      return localized("{} {}, just over {} s", name_of(field), figure->shown(), *time);
    }
  }
  return {};
}

// The shortest time of the runs of each number of requests.
using ShortestTimes = std::map<double, double>;

ShortestTimes shortest_times(const AuditedTable& table) {
  ShortestTimes shortest;
  for (const Row& row : table.rows) {
    const Figure* count = requests_of(row);
    const Figure* time = row.find(Field::time_taken);
    if (count != nullptr && time != nullptr) {
      const auto [known, is_new] = shortest.try_emplace(count->value, time->value);
      known->second = std::min(known->second, time->value);
    }
  }
  return shortest;
}

// A run of just over 1, 3 or 7 s, while another of as many requests took less than half of that.
LocalizedText late_run(const ShortestTimes& shortest, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* count = requests_of(row);
  const auto after = time == nullptr ? std::nullopt : retransmit_before(time->value, 0.1);
  if (!after || count == nullptr || concurrency == nullptr || concurrency->value <= 1 ||
      shortest.at(count->value) >= *after / 2) {
    return {};
  }
  return localized("time taken {}, just over {} s", time->shown(), *after);
}

LocalizedText percentiles_descend(const AuditedTable& /*table*/, const Row& row) {
  const Figure* before = nullptr;
  Field field_before = Field::latency_min;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (figure == nullptr) {
      continue;
    }
    if (before != nullptr && is_below(figure->range(), before->range())) {
      return localized("{} {}, {} {}", name_of(field_before), before->shown(),
                       name_of(percentile.field), figure->shown());
    }
    before = figure;
    field_before = percentile.field;
  }
  return {};
}

// Bounds of the mean by the percentiles: of the requests between two of them, each took at least
// the lower one and at most the higher one. Tools differ by one request in what a percentile is,
// and some round it to two digits.
Range mean_by_percentiles(const AuditedTable& table, const Row& row) {
  constexpr double unknown_slack = 0.02;
  const bool is_exact = table.tool != Tool::unknown && table.tool != Tool::locust;
  const double margin = is_exact ? 0.005 : 0.06;
  const Figure* count = requests_of(row);
  const double slack = count != nullptr && count->value > 0 ? 1 / count->value : unknown_slack;
  Range bounds;
  double share_before = 0;
  double most_before = 0;
  double low_before = 0;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (figure == nullptr) {
      continue;
    }
    const double most = percentile.share >= 1 ? 1 : std::max(most_before, percentile.share - slack);
    bounds.low += std::max(0.0, percentile.share - share_before - slack) * low_before;
    bounds.high += (most - most_before) * figure->range().high;
    share_before = percentile.share;
    most_before = most;
    low_before = figure->range().low;
  }
  bounds.low += std::max(0.0, 1 - share_before - slack) * low_before;
  const bool has_longest = row.find(Field::latency_max) != nullptr;
  return {bounds.low * (1 - margin),
          has_longest ? bounds.high * (1 + margin) : std::numeric_limits<double>::infinity()};
}

LocalizedText mean_out_of_range(const AuditedTable& table, const Row& row) {
  const Figure* mean = row.find(Field::latency_mean);
  const Figure* least = row.find(Field::latency_min);
  const Figure* most = row.find(Field::latency_max);
  if (mean == nullptr) {
    return {};
  }
  if (least != nullptr && is_below(mean->range(), least->range())) {
    return localized("mean {}, shortest {}", mean->shown(), least->shown());
  } else if (most != nullptr && is_below(most->range(), mean->range())) {
    return localized("mean {}, longest {}", mean->shown(), most->shown());
  }
  const Range bounds = mean_by_percentiles(table, row);
  if (is_below(mean->range(), bounds)) {
    return localized("mean {}, but {} ms at least by the percentiles", mean->shown(),
                     number(table, 1e3 * bounds.low));
  }
  if (is_below(bounds, mean->range())) {
    return localized("mean {}, but {} ms at most by the percentiles", mean->shown(),
                     number(table, 1e3 * bounds.high));
  }
  return {};
}

LocalizedText latency_above_run(const AuditedTable& /*table*/, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const bool is_open_loop = row.find(Field::offered_rate) != nullptr;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (time != nullptr && !is_open_loop && figure != nullptr &&
        is_below(time->range(), figure->range())) {
      return localized("{} {}, time taken {}", name_of(percentile.field), figure->shown(),
                       time->shown());
    }
  }
  return {};
}

std::vector<Finding> syn_retransmit(const AuditedTable& table) {
  const ShortestTimes shortest = shortest_times(table);
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    LocalizedText figures = late_percentile(table.rows[i]);
    figures = figures.empty() ? late_run(shortest, table.rows[i]) : figures;
    if (!figures.empty()) {
      findings.push_back({i, std::move(figures)});
    }
  }
  return findings;
}

constexpr auto latency_rule_list = std::to_array<Rule>({
    {"percentiles-descend", Severity::error,
     message("A higher percentile cannot be shorter than a lower one."),
     each_row<percentiles_descend>},
    {"mean-out-of-range", Severity::error,
     message("A mean lies between the shortest and the longest, and each request between two "
             "percentiles "
             "adds at least the lower one and at most the higher one to it."),
     each_row<mean_out_of_range>},
    {"latency-above-run", Severity::error,
     message("No request can take longer than the whole run."), each_row<latency_above_run>},
    {"syn-retransmit", Severity::note,
     message("A lost SYN is retransmitted after 1, 3 and 7 s: the time may come from a full accept "
             "queue, not from the server's work."),
     syn_retransmit},
});

}  // namespace

std::span<const Rule> latency_rules() { return latency_rule_list; }

}  // namespace tiga::audit::rules
