#include "audit/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tiga::audit {
namespace {

constexpr std::array<Field, 3> counts = {Field::complete, Field::ok, Field::requests};

bool meets_any(const Range& figure, const std::vector<Range>& candidates) {
  return std::ranges::any_of(candidates, [&](const Range& one) { return meet(figure, one); });
}

// "0.50" as "0.5", "3.0" as "3".
std::string without_zeros(std::string text) {
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    text.erase(text.find_last_not_of('.') + 1);
  }
  return text;
}

std::string with_sign(const AuditedTable& table, std::string text) {
  std::ranges::replace(text, '.', table.decimal_sign);
  return text;
}

std::string in_groups(std::string digits, char separator) {
  constexpr std::size_t group = 3;
  for (std::size_t at = digits.size(); at > group + (digits.front() == '-' ? 1 : 0);) {
    at -= group;
    digits.insert(at, 1, separator);
  }
  return digits;
}

}  // namespace

std::vector<Range> counts_for_rates(const AuditedTable& table, const Row& row) {
  std::vector<Range> all;
  if (table.tool != Tool::unknown) {
    const Figure* counted = count_of_rate(table, row);
    if (counted == nullptr) {
      return all;
    }
    Range range = counted->range();
    range.low = row.find(facts_of(table.tool).rate_of) == nullptr ? 0 : range.low;
    all.push_back(range);
    // Tools differ in whether a request without a reply is in their rate.
    if (const Figure* errored = row.find(Field::errored)) {
      const Range off = errored->range();
      all.push_back({range.low + off.low, range.high + off.high});
      all.push_back({std::max(0.0, range.low - off.high), std::max(0.0, range.high - off.low)});
    }
    // oha counts those that were in flight at the end, too.
    if (const double cut = value_or_0(row, Field::abandoned); cut > 0 && table.tool == Tool::oha) {
      const double ended = cut + value_or_0(row, Field::errored);
      all.push_back({range.low + ended, range.high + ended});
    }
    return all;
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

const Figure* count_of_rate(const AuditedTable& table, const Row& row) {
  if (table.tool == Tool::unknown) {
    return requests_of(row);
  }
  const Figure* counted = row.find(facts_of(table.tool).rate_of);
  return counted == nullptr ? row.find(Field::started) : counted;
}

std::optional<bool> rate_fits(const AuditedTable& table, const Row& row) {
  const Figure* time = row.find(Field::time_taken);
  const Figure* rate = row.find(Field::rate);
  if (time == nullptr || rate == nullptr) {
    return std::nullopt;
  }
  const std::vector<Range> counted = counts_for_rates(table, row);
  if (counted.empty()) {
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
  if (figure == nullptr) {
    return std::nullopt;
  }
  const TimesPerRequest times = times_per_request(table, row);
  const bool may_be_across = field != Field::time_per_request_client;
  const bool may_be_client = field != Field::time_per_request_across;
  if (times.across.empty() || (may_be_client && times.client.empty())) {
    return std::nullopt;
  }
  return (may_be_across && meets_any(figure->range(), times.across)) ||
         (may_be_client && meets_any(figure->range(), times.client));
}

bool is_mean_latency(const AuditedTable& table, Field field) {
  if (table.tool != Tool::unknown) {
    return false;
  }
  std::size_t rows = 0;
  for (const Row& row : table.rows) {
    const auto fits = field == Field::time_taken ? rate_fits(table, row)
                                                 : time_per_request_fits(table, row, field);
    const Figure* rate = row.find(Field::rate);
    const Figure* concurrency = row.find(Field::concurrency);
    if (!fits) {
      continue;
    }
    if (*fits || rate == nullptr || concurrency == nullptr) {
      return false;
    }
    const Range in_flight = rate->range() * row.find(field)->range();
    const Range clients = concurrency->range();
    if (!meet(in_flight, {clients.low / 2, clients.high})) {
      return false;
    }
    ++rows;
  }
  return rows > 0;
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
  constexpr std::array<Field, 7> failures = {
      Field::failed,      Field::errored,      Field::failed_share, Field::connect_errors,
      Field::read_errors, Field::write_errors, Field::timeouts};
  return std::ranges::all_of(failures, [&](Field field) { return value_or_0(row, field) == 0; });
}

double value_or_0(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  return figure == nullptr ? 0 : figure->value;
}

double known_or_0(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  return figure == nullptr || figure->bound != Bound::none ? 0 : figure->value;
}

double most_of(const Row& row, Field field) {
  const Figure* figure = row.find(field);
  return figure == nullptr ? 0 : figure->range().high;
}

bool counts_failures_as_complete(Tool tool) {
  return tool == Tool::jmeter || tool == Tool::locust || tool == Tool::k6;
}

double errors_of(const Row& row) {
  double kinds = 0;
  for (const Field field :
       {Field::connect_errors, Field::read_errors, Field::write_errors, Field::timeouts}) {
    kinds += std::max(0.0, value_or_0(row, field));
  }
  return std::max(kinds, value_or_0(row, Field::errored));
}

double all_requests(const AuditedTable& table, const Row& row) {
  if (const double attempted = value_or_0(row, Field::attempted); attempted > 0) {
    return attempted;
  }
  const Figure* ok = row.find(Field::ok);
  const double parts = ok == nullptr ? 0 : ok->value + known_or_0(row, Field::failed);
  if (double ended = value_or_0(row, Field::complete); ended > 0) {
    if (table.tool == Tool::siege) {
      ended += known_or_0(row, Field::failed);
    } else if (table.tool != Tool::unknown && !counts_failures_as_complete(table.tool)) {
      ended += known_or_0(row, Field::errored);
    }
    return std::max(ended, parts);
  }
  if (const double asked = value_or_0(row, Field::requests); asked > 0) {
    return asked;
  }
  if (const double started = value_or_0(row, Field::started); started > 0) {
    return std::max(started,
                    errors_of(row));  // one that got no connection may not count as started
  }
  return parts;
}

std::optional<Replies> replies_of(const Row& row) {
  std::optional<Replies> replies;
  for (const Field field : {Field::status_1xx, Field::status_2xx, Field::status_3xx,
                            Field::status_4xx, Field::status_5xx}) {
    if (const Figure* count = row.find(field)) {
      replies = replies.value_or(Replies());
      replies->has_2xx = replies->has_2xx || field == Field::status_2xx;
      replies->all.low += count->range().low;
      replies->all.high += count->range().high;
      (field == Field::status_2xx ? replies->of_2xx : replies->others) += count->value;
    }
  }
  return replies;
}

std::size_t line_of_note(std::string_view note) {
  constexpr std::string_view begin = "line ";
  std::size_t line = 0;
  if (note.starts_with(begin)) {
    std::from_chars(note.data() + begin.size(), note.data() + note.size(), line);
  }
  return line;
}

std::string percent(const AuditedTable& table, double share, int digits) {
  const double value = 100 * share;
  // The digits of the share, or of what is missing from the whole.
  const double small = std::min(value, value < 100 ? 100 - value : value);
  const int decimals =
      small > 0 ? std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(small))), 0, 9)
                : 0;
  return with_sign(table, without_zeros(fmt::format("{:.{}f}", value, decimals))) + " %";
}

std::string number(const AuditedTable& table, double value) {
  constexpr double most_grouped = 1e18;  // above it nobody counts digits
  const std::string text = fmt::format("{:.6g}", value);
  if (text.find('e') == std::string::npos || std::abs(value) >= most_grouped) {
    return with_sign(table, text);
  }
  if (std::abs(value) >= 1) {
    return in_groups(fmt::format("{:.0f}", std::stod(text)), table.decimal_sign == '.' ? ',' : '.');
  }
  constexpr int most_decimals = 15;
  const int decimals = 5 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  return with_sign(table,
                   without_zeros(fmt::format("{:.{}f}", value, std::min(decimals, most_decimals))));
}

std::string count_text(const AuditedTable& table, double count) {
  constexpr double most_exact = 1e15;  // a double has 15 digits
  return std::trunc(count) == count && std::abs(count) < most_exact ? fmt::format("{:.0f}", count)
                                                                    : number(table, count);
}

}  // namespace tiga::audit
