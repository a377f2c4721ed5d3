#include <fmt/format.h>

#include <array>

#include "audit/checks.hpp"
#include "audit/evidence.hpp"

namespace tiga::audit {
namespace {

// What no tool has reached over loopback, with room to spare; docs/audit.md has the reasons.
constexpr double most_one_at_a_time = 200e3;      // ab, loadgen: a round trip takes 5 us at least
constexpr double most_one_at_a_time_piped = 1e6;  // a tool that is not known may pipeline
constexpr double most_of_ab = 1e6;                // one thread, on standing connections
constexpr double most_of_ab_connecting = 200e3;   // one thread, a connection for each
constexpr double most_of_any = 10e6;
constexpr double most_octets_per_s = 100e9;

double limit_of(const Table& table, const Row& row) {
  const Figure* concurrency = row.find(Field::concurrency);
  if (concurrency != nullptr && concurrency->value == 1) {
    return table.tool == Tool::unknown ? most_one_at_a_time_piped : most_one_at_a_time;
  }
  if (table.tool == Tool::ab) {
    return row.find(Field::keep_alive) == nullptr ? most_of_ab_connecting : most_of_ab;
  }
  return most_of_any;
}

double middle(const Interval& range) { return (range.low + range.high) / 2; }

}  // namespace

std::vector<Finding> rate_times_time(const Table& table) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (rate_fits(table, row).value_or(true)) {
      continue;
    }
    const Figure& rate = *row.find(Field::rate);
    const Figure& time = *row.find(Field::time_taken);
    const Figure& count = *requests_of(row);
    findings.push_back(
        {i, fmt::format("{} requests/s x {} = {} requests, not {}; {} / {} = {} requests/s",
                        rate.text, time.shown(), number(rate.value * time.value), count.text,
                        count.text, time.shown(), number(count.value / time.value))});
  }
  return findings;
}

std::vector<Finding> time_per_request(const Table& table) {
  constexpr std::array<Field, 4> fields = {Field::time_per_request, Field::time_per_request_2,
                                           Field::time_per_request_client,
                                           Field::time_per_request_across};
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (const Field field : fields) {
      const Row& row = table.rows[i];
      if (time_per_request_fits(table, row, field).value_or(true)) {
        continue;
      }
      const TimesPerRequest times = times_per_request(table, row);
      std::string text = fmt::format("{}, but time / requests is {} ms", row.find(field)->shown(),
                                     number(1e3 * middle(times.across.front())));
      if (!times.client.empty()) {
        text += fmt::format(", and that times the concurrency {} ms",
                            number(1e3 * middle(times.client.front())));
      }
      findings.push_back({i, std::move(text)});
    }
  }
  return findings;
}

std::vector<Finding> transfer_times_time(const Table& table) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (transfer_fits(row).value_or(true)) {
      continue;
    }
    const Figure& rate = *row.find(Field::transfer_rate);
    const Figure& time = *row.find(Field::time_taken);
    findings.push_back(
        {i, fmt::format("{} x {} = {} octets, not {}", rate.shown(), time.shown(),
                        number(rate.value * time.value), row.find(Field::octets)->shown())});
  }
  return findings;
}

std::vector<Finding> beyond_loopback(const Table& table) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    const Figure* rate = row.find(Field::rate);
    const Figure* transfer = row.find(Field::transfer_rate);
    const double limit = limit_of(table, row);
    if (rate != nullptr && rate->range().low > limit) {
      findings.push_back(
          {i, fmt::format("{} requests/s, more than {}", rate->text, number(limit))});
    } else if (transfer != nullptr && transfer->decimal_range().low > most_octets_per_s) {
      findings.push_back({i, fmt::format("{}, more than {} octets/s", transfer->shown(),
                                         number(most_octets_per_s))});
    }
  }
  return findings;
}

std::vector<Finding> zero_time(const Table& table) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Figure* time = table.rows[i].find(Field::time_taken);
    const Figure* count = requests_of(table.rows[i]);
    if (time != nullptr && time->value == 0 && count != nullptr && count->value > 0) {
      findings.push_back({i, fmt::format("{} requests in {}", count->text, time->shown())});
    }
  }
  return findings;
}

}  // namespace tiga::audit
