#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// A server that leaves something running for each request it has served slows down with every
// request: the k-th takes k times as long, so half of them take less than half of the longest time,
// 90 % less than 90 %, etc.
LocalizedText linear_latencies(const AuditedTable& /*table*/, const Row& row) {
  constexpr double margin = 0.05;
  constexpr int least_percentiles = 4;
  const Figure* longest = row.find(Field::latency_max);
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* count = requests_of(row);
  if (longest == nullptr || concurrency == nullptr || count == nullptr || count->value < 100 ||
      count->value < 10 * concurrency->value || longest->bound != Bound::none ||
      longest->value < 20 * longest->step) {
    return {};
  }
  int seen = 0;
  for (const Percentile& percentile : percentiles) {
    const Figure* figure = row.find(percentile.field);
    if (figure == nullptr || percentile.share < 0.5 || percentile.share > 0.95) {
      continue;
    }
    ++seen;
    if (figure->bound != Bound::none ||
        std::abs(figure->value / longest->value - percentile.share) > margin) {
      return {};
    }
  }
  return seen < least_percentiles
             ? LocalizedText()
             : localized("each percentile p of {} requests is about p of the longest, {}",
                         count->text, longest->shown());
}

struct LengthOfRun {
  std::size_t row;
  const Figure* count;
  const Figure* rate;
  const Figure* concurrency;
};

// Runs of different length at the same concurrency: the rate falls as 1/requests.
std::vector<Finding> rates_by_length(const AuditedTable& table) {
  constexpr std::size_t most_rows = 1000;
  constexpr double least_requests = 20;
  std::vector<LengthOfRun> runs;
  for (std::size_t i = 0; i < std::min(table.rows.size(), most_rows); ++i) {
    const Row& row = table.rows[i];
    const LengthOfRun run{i, requests_of(row), row.find(Field::rate), row.find(Field::concurrency)};
    if (run.count != nullptr && run.rate != nullptr && run.concurrency != nullptr &&
        run.count->value >= least_requests && run.rate->value > 0) {
      runs.push_back(run);
    }
  }
  std::vector<Finding> findings;
  for (const auto& few : runs) {
    for (const auto& many : runs) {
      if (few.concurrency->value != many.concurrency->value ||
          many.count->value < 4 * few.count->value ||
          table.rows[few.row].label != table.rows[many.row].label) {
        continue;
      }
      const double slope = std::log(few.rate->value / many.rate->value) /
                           std::log(many.count->value / few.count->value);
      if (slope > 0.7 && slope < 1.3) {
        findings.push_back(
            {many.row, localized("{} requests/s over {} requests, {} over {}", few.rate->text,
                                 few.count->text, many.rate->text, many.count->text)});
        break;
      }
    }
  }
  return findings;
}

// The evidence in a row for a server that takes long for each request.
struct SlowRow {
  double count = 0;
  double time_s = 0;
  double concurrency = 0;
};

std::optional<SlowRow> slow_row(const Row& row) {
  constexpr double least_s_each = 0.1;
  constexpr double least_requests = 100;
  constexpr double most_bytes_each = 65536;
  const Figure* count = requests_of(row);
  const Figure* time = row.find(Field::time_taken);
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* bytes = row.find(Field::bytes);
  if (count == nullptr || time == nullptr || concurrency == nullptr ||
      count->value < least_requests || time->value < least_s_each * count->value ||
      (bytes != nullptr && bytes->value > most_bytes_each * count->value)) {
    return std::nullopt;
  }
  return SlowRow{count->value, time->value, concurrency->value};
}

// Small replies that take 100 ms each at any concurrency, as often as there were requests.
std::optional<Finding> same_time_at_each_level(const AuditedTable& table) {
  constexpr std::size_t least_rows = 3;
  std::vector<SlowRow> rows;
  for (const Row& row : table.rows) {
    if (const auto slow = slow_row(row)) {
      rows.push_back(*slow);
    } else {
      return std::nullopt;
    }
  }
  if (rows.size() < least_rows) {
    return std::nullopt;
  }
  const auto [shortest, longest] = std::ranges::minmax(rows, {}, &SlowRow::time_s);
  const auto [least, most] = std::ranges::minmax(rows, {}, &SlowRow::concurrency);
  const auto [fewest, greatest] = std::ranges::minmax(rows, {}, &SlowRow::count);
  if (longest.time_s > 1.5 * shortest.time_s || most.concurrency < 10 * least.concurrency ||
      greatest.count > 1.01 * fewest.count) {
    return std::nullopt;
  }
  return Finding{Finding::whole_table,
                 localized("{} requests took {} to {} s at every concurrency from {} to {}, {} ms "
                           "each at the least",
                           number(table, fewest.count), number(table, shortest.time_s),
                           number(table, longest.time_s), number(table, least.concurrency),
                           number(table, most.concurrency),
                           number(table, 1e3 * shortest.time_s / greatest.count))};
}

std::string two_digits(const AuditedTable& table, double value) {
  return number(table, value < 100 ? std::stod(fmt::format("{:.2g}", value)) : std::round(value));
}

std::vector<Finding> slows_as_served(const AuditedTable& table) {
  std::vector<Finding> findings = rates_by_length(table);
  std::ranges::move(each_row<linear_latencies>(table), std::back_inserter(findings));
  if (auto whole = same_time_at_each_level(table)) {
    findings.push_back(std::move(*whole));
  }
  return findings;
}

LocalizedText one_request_each(const AuditedTable& /*table*/, const Row& row) {
  const Figure* concurrency = row.find(Field::concurrency);
  const Figure* count = row.find(Field::requests);
  count = count == nullptr ? requests_of(row) : count;
  if (concurrency != nullptr && count != nullptr && concurrency->value > 1 &&
      concurrency->value == count->value) {
    return localized("{} requests at concurrency {}", count->text, concurrency->text);
  }
  return {};
}

std::vector<Finding> second_line(const AuditedTable& table) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    const Figure* figure = row.find(Field::time_per_request);
    const Figure* concurrency = row.find(Field::concurrency);
    if (figure == nullptr || concurrency == nullptr || concurrency->value <= 1 ||
        row.find(Field::time_per_request_2) != nullptr) {
      continue;
    }
    const TimesPerRequest times = times_per_request(table, row);
    const auto fits = [&](const std::vector<Range>& candidates) {
      return std::ranges::any_of(candidates,
                                 [&](const Range& one) { return meet(figure->range(), one); });
    };
    if (!fits(times.across) || fits(times.client)) {
      continue;
    }
    return {
        {i, localized("{} at concurrency {}: each client waited about {} ms", figure->shown(),
                      concurrency->text, number(table, 1e3 * figure->value * concurrency->value))}};
  }
  return {};
}

std::vector<Finding> too_many_digits(const AuditedTable& table) {
  std::vector<Finding> worst;
  double worst_excess = 1;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Figure* rate = table.rows[i].find(Field::rate);
    const Figure* count = requests_of(table.rows[i]);
    if (rate == nullptr || count == nullptr || rate->value <= 0 || count->value < 1) {
      continue;
    }
    // A digit is meaningless if the one before it is uncertain: a tenth of the error.
    const double share = 1 / std::sqrt(count->value);
    const double excess = rate->value * share / 10 / rate->step;
    if (excess > worst_excess) {
      worst_excess = excess;
      worst = {{i, localized("{} requests/s from {}: 1/sqrt(n) is {}, so about +- {} requests/s",
                             rate->text, requests_text(count->text), percent(table, share, 2),
                             two_digits(table, rate->value * share))}};
    }
  }
  return worst;
}

std::vector<Finding> short_run(const AuditedTable& table) {
  constexpr double least_s = 1;
  const Figure* shortest = nullptr;
  std::size_t shortest_row = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const Figure* time = table.rows[i].find(Field::time_taken);
    if (time == nullptr || time->range().high >= least_s) {
      continue;
    }
    ++count;
    if (shortest == nullptr || time->value < shortest->value) {
      shortest = time;
      shortest_row = i;
    }
  }
  if (shortest == nullptr) {
    return {};
  }
  if (table.rows.size() == 1) {
    return {{shortest_row, localized("{}, less than a second", shortest->shown())}};
  }
  return {{shortest_row, localized("{}; {} of {} rows took less than a second", shortest->shown(),
                                   count, table.rows.size())}};
}

constexpr auto run_rule_list = std::to_array<Rule>({
    {"slows-as-served", Severity::note,
     message("A suspicion: throughput falls as 1/(requests served) if a server leaks a thread or a "
             "loop "
             "for each request; run it again with twice the requests: four times the time confirms "
             "it."),
     slows_as_served},
    {"one-request-each", Severity::note,
     message(
         "With as many requests as connections each has one request, all at the start: this is the "
         "time of a burst, not a sustained throughput."),
     each_row<one_request_each>},
    {"second-line", Severity::note,
     message("This time per request is ab's second line, time taken / requests: the inverse of the "
             "throughput, not the time that a client waits."),
     second_line},
    {"too-many-digits", Severity::note,
     message(
         "A count of n random requests has a relative error of about 1/sqrt(n); further digits are "
         "meaningless, and smaller differences between rows are not differences."),
     too_many_digits},
    {"short-run", Severity::note,
     message(
         "A run of less than a second consists to a large part of start-up; use more requests."),
     short_run},
});

}  // namespace

std::span<const Rule> run_rules() { return run_rule_list; }

}  // namespace tiga::audit::rules
