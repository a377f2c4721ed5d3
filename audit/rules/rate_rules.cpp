#include <fmt/format.h>

#include <array>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// Rates that no tool has reached over loopback, with a margin; docs/audit.md has the reasons.
constexpr double most_one_at_a_time = 200e3;      // ab, loadgen: a round trip takes 5 us at least
constexpr double most_one_at_a_time_piped = 1e6;  // an unknown tool may pipeline
constexpr double most_of_ab = 1e6;                // one thread, on persistent connections
constexpr double most_of_ab_connecting = 200e3;   // one thread, a connection for each
constexpr double most_of_any = 10e6;
constexpr double most_bytes_per_s = 100e9;

double limit_of(const AuditedTable& table, const Row& row) {
  const Figure* concurrency = row.find(Field::concurrency);
  if (concurrency != nullptr && concurrency->value == 1) {
    return table.tool == Tool::unknown ? most_one_at_a_time_piped : most_one_at_a_time;
  }
  if (table.tool == Tool::ab) {
    return row.find(Field::keep_alive) == nullptr ? most_of_ab_connecting : most_of_ab;
  }
  return most_of_any;
}

double middle(const Range& range) { return (range.low + range.high) / 2; }

LocalizedText rate_times_time(const AuditedTable& table, const Row& row) {
  if (rate_fits(table, row).value_or(true)) {
    return {};
  }
  const Figure& rate = *row.find(Field::rate);
  const Figure& time = *row.find(Field::time_taken);
  const Figure& count = *count_of_rate(table, row);
  return localized("{} requests/s x {} = {}, not {}; {} / {} = {} requests/s", rate.text,
                   time.shown(), requests_text(number(table, rate.value * time.value)), count.text,
                   count.text, time.shown(), number(table, count.value / time.value));
}

std::vector<Finding> time_per_request(const AuditedTable& table) {
  constexpr std::array<Field, 4> fields = {Field::time_per_request, Field::time_per_request_2,
                                           Field::time_per_request_client,
                                           Field::time_per_request_across};
  std::vector<Finding> findings;
  for (const Field field : fields) {
    if (is_mean_latency(table, field)) {
      continue;
    }
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const Row& row = table.rows[i];
      if (time_per_request_fits(table, row, field).value_or(true)) {
        continue;
      }
      const TimesPerRequest times = times_per_request(table, row);
      LocalizedText text = localized("{}, but time / requests is {} ms", row.find(field)->shown(),
                                     number(table, 1e3 * middle(times.across.front())));
      if (!times.client.empty()) {
        text = localized("{}, and that times the concurrency {} ms", text,
                         number(table, 1e3 * middle(times.client.front())));
      }
      findings.push_back({i, std::move(text)});
    }
  }
  return findings;
}

LocalizedText transfer_times_time(const AuditedTable& table, const Row& row) {
  if (transfer_fits(row).value_or(true)) {
    return {};
  }
  const Figure& rate = *row.find(Field::transfer_rate);
  const Figure& time = *row.find(Field::time_taken);
  return localized("{} x {} = {} bytes, not {}", rate.shown(), time.shown(),
                   number(table, rate.value * time.value), row.find(Field::bytes)->shown());
}

LocalizedText beyond_loopback(const AuditedTable& table, const Row& row) {
  const Figure* rate = row.find(Field::rate);
  const Figure* transfer = row.find(Field::transfer_rate);
  const double limit = limit_of(table, row);
  if (rate != nullptr && rate->range().low > limit) {
    return localized("{} requests/s, more than {}", rate->text, number(table, limit));
  } else if (transfer != nullptr && transfer->decimal_range().low > most_bytes_per_s) {
    return localized("{}, more than {} bytes/s", transfer->shown(),
                     number(table, most_bytes_per_s));
  }
  return {};
}

LocalizedText zero_time(const AuditedTable& /*table*/, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const Figure* count = requests_of(row);
  if (time != nullptr && time->value == 0 && count != nullptr && count->value > 0) {
    return localized("{} in {}", requests_text(count->text), time->shown());
  }
  return {};
}

constexpr auto rate_rule_list = std::to_array<Rule>({
    {"rate-times-time", Severity::error,
     message("The rate is requests / time taken, so at least one of the three figures is wrong."),
     each_row<rate_times_time>},
    {"time-per-request", Severity::error,
     message(
         "ab prints time taken / requests, and that value times the concurrency; this is neither."),
     time_per_request},
    {"transfer-times-time", Severity::error,
     message("The transfer rate is bytes / time taken (with 1024 or 1000 bytes per KB), so at "
             "least one of "
             "the three figures is wrong."),
     each_row<transfer_times_time>},
    {"beyond-loopback", Severity::error,
     message("No tool reaches this, even over loopback (docs/audit.md has the bounds), so the "
             "figure or "
             "its unit is wrong."),
     each_row<beyond_loopback>},
    {"zero-time", Severity::note,
     message(
         "The run was too short for the printed digits of its time; its rates are meaningless."),
     each_row<zero_time>},
});

}  // namespace

std::span<const Rule> rate_rules() { return rate_rule_list; }

}  // namespace tiga::audit::rules
