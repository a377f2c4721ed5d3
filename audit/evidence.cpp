#include "audit/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tiga::audit {
namespace {

constexpr std::array<Field, 3> counts = {Field::complete, Field::ok, Field::requests};

bool meets_any(const Range& figure, const std::vector<Range>& candidates) {
  return std::ranges::any_of(candidates, [&](const Range& one) { return meet(figure, one); });
}

}  // namespace

std::vector<Range> counts_for_rates(const AuditedTable& table, const Row& row) {
  std::vector<Range> all;
  if (table.tool != Tool::unknown) {
    const Figure* counted = row.find(facts_of(table.tool).rate_of);
    return counted == nullptr ? all : std::vector<Range>{counted->range()};
  }
  const Figure* failed = row.find(Field::failed);
  for (const Field field : counts) {
    if (const Figure* count = row.find(field)) {
      const Range range = count->range();
      all.push_back(range);
      if (failed != nullptr) {
        const Range off = failed->range();
        all.push_back({range.low + off.low, range.high + off.high});
        all.push_back({std::max(0.0, range.low - off.high), std::max(0.0, range.high - off.low)});
      }
    }
  }
  return all;
}

const Figure* requests_of(const Row& row) {
  for (const Field field : counts) {
    if (const Figure* count = row.find(field)) {
      return count;
    }
  }
  return nullptr;
}

std::optional<bool> rate_fits(const AuditedTable& table, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const Figure* rate = row.find(Field::rate);
  const std::vector<Range> counted = counts_for_rates(table, row);
  if (time == nullptr || rate == nullptr || counted.empty()) {
    return std::nullopt;
  }
  return meets_any(rate->range() * time->range(), counted);
}

TimesPerRequest times_per_request(const AuditedTable& table, const Row& row) {
  TimesPerRequest times;
  const Figure* time = row.find(Field::time_taken);
  const Figure* rate = row.find(Field::rate);
  if (time != nullptr) {
    for (const Range& count : counts_for_rates(table, row)) {
      times.across.push_back(time->range() / count);
    }
  }
  if (times.across.empty() && rate != nullptr) {
    times.across.push_back(Range{1, 1} / rate->range());
  }
  if (const Figure* concurrency = row.find(Field::concurrency)) {
    for (const Range& each : times.across) {
      times.client.push_back(each * concurrency->range());
    }
  }
  return times;
}

std::optional<bool> time_per_request_fits(const AuditedTable& table, const Row& row, Field field) {
  const Figure* figure = row.find(field);
  const TimesPerRequest times = times_per_request(table, row);
  const bool may_be_across = field != Field::time_per_request_client;
  const bool may_be_client = field != Field::time_per_request_across;
  if (figure == nullptr || times.across.empty() || (may_be_client && times.client.empty())) {
    return std::nullopt;
  }
  return (may_be_across && meets_any(figure->range(), times.across)) ||
         (may_be_client && meets_any(figure->range(), times.client));
}

std::optional<bool> transfer_fits(const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const Figure* rate = row.find(Field::transfer_rate);
  const Figure* bytes = row.find(Field::bytes);
  if (time == nullptr || rate == nullptr || bytes == nullptr) {
    return std::nullopt;
  }
  for (const Range& per_second : {rate->range(), rate->decimal_range()}) {
    const Range product = per_second * time->range();
    if (meet(product, bytes->range()) || meet(product, bytes->decimal_range())) {
      return true;
    }
  }
  return false;
}

bool cells_name_units(const AuditedTable& table, Field field) {
  return std::ranges::any_of(table.rows, [&](const Row& row) {
    const Figure* figure = row.find(field);
    return figure != nullptr && figure->unit_is_given;
  });
}

bool nothing_failed(const Row& row) {
  const Figure* failed = row.find(Field::failed);
  return failed == nullptr || failed->value == 0;
}

std::string number(double value) { return fmt::format("{:.6g}", value); }

}  // namespace tiga::audit
