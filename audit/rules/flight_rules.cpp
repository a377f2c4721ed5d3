#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// Whether a row is known to be of a closed loop. The time since a request was due is not its time
// in flight, so Little's law needs one. A table's "time per request" is ab's, so its other columns
// are too.
bool is_closed_loop(const AuditedTable& table, const Row& row) {
  switch (facts_of(table.tool).loop) {
    case Loop::closed:
    case Loop::with_pauses:
      return true;
    case Loop::corrected:
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

// Whether less than the concurrency is in flight for a reason: clients that wait between a reply
// and the next request, or requests that are sent when they are due.
bool may_have_fewer(const AuditedTable& table, const Row& row) {
  const Loop loop = facts_of(table.tool).loop;
  return loop == Loop::with_pauses || loop == Loop::open ||
         row.find(Field::offered_rate) != nullptr;
}

// A lower bound of the mean latency: the mean itself, or the bound from a percentile by Markov's
// inequality.
struct LeastMean {
  double seconds = 0;
  Field of = Field::latency_mean;  ///< the figure that the bound is of
};

LeastMean least_mean(const Row& row) {
  if (const Figure* mean = row.find(Field::latency_mean)) {
    return {mean->range().low, Field::latency_mean};
  }
  LeastMean least;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (figure == nullptr) {
      continue;
    }
    const double bound = (1 - percentile.share) * figure->range().low;
    if (bound > least.seconds) {
      least = {bound, percentile.field};
    }
  }
  return least;
}

LocalizedText text_of(const AuditedTable& table, const Row& row, const LeastMean& least) {
  const std::string figure = row.find(least.of)->shown();
  return least.of == Field::latency_mean
             ? localized("mean latency {}", figure)
             : localized("{} {}, so the mean is {} ms at least", name_of(least.of), figure,
                         number(table, 1e3 * least.seconds));
}

// Without a unit in the table, a time may be a thousand times as long as it is taken for.
bool has_unit(const AuditedTable& table, Field field) {
  const auto column = std::ranges::find(table.columns, field, &Column::field);
  return (column != table.columns.end() && column->unit_is_given) || cells_name_units(table, field);
}

// An upper bound of the mean latency: the mean itself, or the longest. nullptr: there is none, or
// its unit is not sure.
const Figure* most_of_mean(const AuditedTable& table, const Row& row, Field& field) {
  for (const Field bound : {Field::latency_mean, Field::latency_max}) {
    const Figure* figure = row.find(bound);
    if (figure != nullptr && (table.tool != Tool::unknown || has_unit(table, bound))) {
      field = bound;
      return figure;
    }
  }
  return nullptr;
}

// ab does not measure connections that were closed without a reply.
bool nothing_received(const Row& row) {
  const Figure* bytes = row.find(Field::bytes);
  return bytes != nullptr && bytes->value == 0;
}

// The concurrency / (rate x mean latency) of a row whose rate is not confirmed by a count and a
// time; `nullopt` if a figure is missing.
std::optional<double> times_too_few(const AuditedTable& table, const Row& row) {
  const Figure* rate = row.find(Field::rate);
  const Figure* mean = row.find(Field::latency_mean);
  const Figure* concurrency = row.find(Field::concurrency);
  if (rate == nullptr || mean == nullptr || concurrency == nullptr || may_have_fewer(table, row) ||
      rate->value <= 0 || mean->value <= 0 || mean->bound != Bound::none ||
      rate_fits(table, row).value_or(false) ||
      (table.tool == Tool::unknown && !has_unit(table, Field::latency_mean))) {
    return std::nullopt;
  }
  return concurrency->value / (rate->value * mean->value);
}

// The number of threads, if each row has a rate that is too small by the same whole number: wrk
// prints "Req/Sec" for each thread.
std::optional<int> threads_of_rates(const AuditedTable& table) {
  constexpr std::size_t least_rows = 2;
  constexpr double margin = 0.05;
  constexpr double most_threads = 128;
  std::vector<double> times;
  for (const Row& row : table.rows) {
    if (const auto one = times_too_few(table, row)) {
      times.push_back(*one);
    }
  }
  if (times.size() < least_rows) {
    return std::nullopt;
  }
  const auto [least, most] = std::ranges::minmax(times);
  const double threads = std::round((least + most) / 2);
  return threads >= 2 && threads <= most_threads && least >= threads * (1 - margin) &&
                 most <= threads * (1 + margin)
             ? std::optional<int>(static_cast<int>(threads))
             : std::nullopt;
}

std::vector<Finding> rate_of_a_thread(const AuditedTable& table) {
  std::vector<Finding> findings;
  const auto threads = threads_of_rates(table);
  for (std::size_t i = 0; threads && i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (times_too_few(table, row)) {
      const Figure& rate = *row.find(Field::rate);
      const Figure& mean = *row.find(Field::latency_mean);
      findings.push_back(
          {i, localized("{} requests/s x {} = {} of {} in flight: with {} threads the whole would "
                        "be {} requests/s",
                        rate.text, mean.shown(), number(table, rate.value * mean.value),
                        row.find(Field::concurrency)->text, *threads,
                        number(table, rate.value * *threads))});
    }
  }
  return findings;
}

LocalizedText more_in_flight(const AuditedTable& table, const Row& row) {
  const Figure* rate = row.find(Field::rate);
  const Figure* concurrency = row.find(Field::concurrency);
  if (rate == nullptr || concurrency == nullptr || !nothing_failed(row) ||
      !is_closed_loop(table, row)) {
    return {};
  }
  const LeastMean mean = least_mean(row);
  const double in_flight = rate->range().low * mean.seconds;
  if (is_below(concurrency->range(), {in_flight, in_flight})) {
    return localized("{} requests/s, {}: {} at a time at least, not {}", rate->text,
                     text_of(table, row, mean), number(table, in_flight), concurrency->text);
  }
  return {};
}

// A bound as a person writes it: two significant digits, rounded up, so that it stays a bound.
double rounded_bound(double bound) {
  constexpr double computing_error = 1e-9;
  if (bound <= 0) {
    return bound;
  }
  const double unit = std::pow(10, std::floor(std::log10(bound)) - 1);
  return std::ceil(bound / unit * (1 - computing_error)) * unit;
}

LocalizedText few_in_flight(const AuditedTable& table, const Row& row) {
  constexpr double least_requests_each = 10;
  Field bound = Field::latency_mean;
  const Figure* rate = row.find(Field::rate);
  const Figure* latency = most_of_mean(table, row, bound);
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* count = requests_of(row);
  if (rate == nullptr || latency == nullptr || concurrency == nullptr || !nothing_failed(row) ||
      may_have_fewer(table, row) || nothing_received(row) ||
      (count != nullptr && count->value < least_requests_each * concurrency->value)) {
    return {};
  }
  const double in_flight = (rate->range() * latency->range()).high;
  if (in_flight < concurrency->value / 2) {
    return localized("{} requests/s x {} {}: {} at a time at most, not {}", rate->text,
                     name_of(bound), latency->shown(), number(table, rounded_bound(in_flight)),
                     concurrency->text);
  }
  return {};
}

// Siege's concurrency is the sum of all times in flight / the time taken.
LocalizedText in_flight_differs(const AuditedTable& table, const Row& row) {
  const Figure* in_flight = row.find(Field::in_flight);
  const Figure* rate = row.find(Field::rate);
  const Figure* mean = row.find(Field::latency_mean);
  if (in_flight == nullptr || rate == nullptr || mean == nullptr || table.tool != Tool::siege ||
      !nothing_failed(row) || meet(in_flight->range(), rate->range() * mean->range())) {
    return {};
  }
  return localized("{} requests/s x mean latency {} = {}, not {}", rate->text, mean->shown(),
                   number(table, rate->value * mean->value), in_flight->text);
}

std::vector<Finding> fewer_in_flight(const AuditedTable& table) {
  return threads_of_rates(table) ? std::vector<Finding>() : each_row<few_in_flight>(table);
}

constexpr auto flight_rule_list = std::to_array<Rule>({
    {"more-in-flight", Severity::error,
     message("By Little's law rate x mean latency requests are in flight, and in a closed loop "
             "that cannot "
             "be more than the concurrency."),
     each_row<more_in_flight>},
    {"in-flight-differs", Severity::error,
     message("Siege's concurrency is rate x mean latency, by Little's law, so at least one of the "
             "three "
             "figures is wrong."),
     each_row<in_flight_differs>},
    {"rate-of-a-thread", Severity::note,
     message("By Little's law each rate is too small by the same whole number: wrk prints Req/Sec "
             "for each "
             "of its threads, and the rate of all in its last lines."),
     rate_of_a_thread},
    {"fewer-in-flight", Severity::note,
     message(
         "By Little's law less than half of the concurrency was in flight: the generator, not the "
         "server, may have been the limit, or connections waited to be accepted (a short listen "
         "backlog) and the tool ended without them."),
     fewer_in_flight},
});

}  // namespace

std::span<const Rule> flight_rules() { return flight_rule_list; }

}  // namespace tiga::audit::rules
