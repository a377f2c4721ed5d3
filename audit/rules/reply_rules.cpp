#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// A run that was cut off has heads of replies that were never whole, which are failures then.
LocalizedText more_answers_than_done(const AuditedTable& table, const Row& row) {
  const auto replies = replies_of(row);
  const Figure* done = row.find(Field::complete);
  const Figure* started = row.find(Field::started);
  if (!replies || done == nullptr || !is_below(done->range(), replies->all)) {
    return {};
  }
  const bool was_cut =
      !nothing_failed(row) && started != nullptr && !is_below(started->range(), replies->all);
  return was_cut ? LocalizedText()
                 : localized("{} with a status, {} done",
                             replies_text(table, replies->of_2xx + replies->others),
                             requests_text(table, done->value));
}

LocalizedText read_errors_throughout(const AuditedTable& table, const Row& row) {
  const double errors = value_or_0(row, Field::read_errors);
  const double complete = value_or_0(row, Field::complete);
  return complete > 0 && errors >= complete
             ? localized("{} read errors in {}", count_text(table, errors),
                         requests_text(table, complete))
             : LocalizedText();
}

// "<5" timeouts are no share of the requests.
bool has_bound_of_errors(const Row& row) {
  return std::ranges::any_of(row.figures, [](const auto& figure) {
    constexpr auto kinds =
        std::to_array<Field>({Field::connect_errors, Field::read_errors, Field::write_errors,
                              Field::timeouts, Field::errored});
    return figure.second.bound != Bound::none &&
           std::ranges::find(kinds, figure.first) != kinds.end();
  });
}

LocalizedText some_errors(const AuditedTable& table, const Row& row) {
  const LocalizedText text = errors_text(table, row);
  const double all = all_requests(table, row);
  if (text.empty() || !read_errors_throughout(table, row).empty()) {
    return {};
  }
  return all > 0 && !has_bound_of_errors(row)
             ? localized("{} ({} of {})", text, percent(table, errors_of(row) / all),
                         requests_text(table, all))
             : text;
}

// Every count that a share may be a part of, and the part itself: tools differ in whether complete
// requests include failures.
bool share_fits(const Row& row, const Figure& share, Field part, Field rest) {
  const Figure* one = row.find(part);
  const Figure* other = row.find(rest);
  std::vector<Range> wholes;
  for (const Field field : {Field::attempted, Field::complete, Field::requests, Field::started}) {
    if (const Figure* whole = row.find(field)) {
      wholes.push_back(whole->range());
      if (other != nullptr) {
        wholes.push_back(
            {whole->range().low + other->range().low, whole->range().high + other->range().high});
      }
    }
  }
  if (one == nullptr && other == nullptr) {
    return true;
  }
  if (one != nullptr && other != nullptr) {
    wholes.push_back(
        {one->range().low + other->range().low, one->range().high + other->range().high});
  }
  return wholes.empty() || std::ranges::any_of(wholes, [&](const Range& whole) {
           const Range expected = share.range() * whole;
           return (one != nullptr && meet(expected, one->range())) ||
                  (other != nullptr &&
                   meet(expected, {std::max(0.0, whole.low - other->range().high),
                                   std::max(0.0, whole.high - other->range().low)}));
         });
}

LocalizedText share_differs(const AuditedTable& /*table*/, const Row& row) {
  const Figure* failed = row.find(Field::failed_share);
  const Figure* ok = row.find(Field::ok_share);
  if (failed != nullptr && !share_fits(row, *failed, Field::failed, Field::ok)) {
    return localized("{} failed, but {}", failed->shown(), counts_of(row));
  }
  if (ok != nullptr && !share_fits(row, *ok, Field::ok, Field::failed)) {
    return localized("{} succeeded, but {}", ok->shown(), counts_of(row));
  }
  if (failed != nullptr && ok != nullptr &&
      !meet({failed->range().low + ok->range().low, failed->range().high + ok->range().high},
            {1, 1})) {
    return localized("{} failed and {} succeeded", failed->shown(), ok->shown());
  }
  return {};
}

// Bytes / requests, and rate x bytes of each, with a KB of 1024 or 1000 bytes.
LocalizedText bytes_each(const AuditedTable& table, const Row& row) {
  const Figure* each = row.find(Field::bytes_each);
  const Figure* bytes = row.find(Field::bytes);
  const Figure* count = requests_of(row);
  const Figure* rate = row.find(Field::rate);
  const Figure* transfer = row.find(Field::transfer_rate);
  if (each == nullptr || !nothing_failed(row)) {
    return {};
  }
  const auto fits = [&](const Range& times, const Figure& whole) {
    return meet(each->range() * times, whole.range()) ||
           meet(each->range() * times, whole.decimal_range()) ||
           meet(each->decimal_range() * times, whole.range());
  };
  if (bytes != nullptr && count != nullptr && !fits(count->range(), *bytes)) {
    return localized("{} x {} = {} bytes, not {}", requests_text(table, count->value),
                     each->shown(), number(table, count->value * each->value), bytes->shown());
  }
  const bool is_of_replies = value_or_0(row, Field::abandoned) == 0;  // the rate
  if (rate != nullptr && transfer != nullptr && is_of_replies && !fits(rate->range(), *transfer)) {
    return localized("{} requests/s x {} = {} bytes/s, not {}", rate->text, each->shown(),
                     number(table, rate->value * each->value), transfer->shown());
  }
  return {};
}

constexpr auto reply_rule_list = std::to_array<Rule>({
    {"more-answers-than-done", Severity::error,
     message("There cannot be more replies with a status than requests that are done."),
     each_row<more_answers_than_done>},
    {"read-errors-throughout", Severity::error,
     message("As many read errors as requests: each connection broke before its reply was whole, "
             "so the "
             "rate is of broken replies."),
     each_row<read_errors_throughout>},
    {"share-differs", Severity::error,
     message("A share is a count / the whole, so at least one of the figures is wrong."),
     each_row<share_differs>},
    {"bytes-each", Severity::error,
     message("The bytes of each request x the requests are all bytes, and x the rate the transfer "
             "rate, so "
             "at least one of the figures is wrong."),
     each_row<bytes_each>},
    {"some-errors", Severity::note,
     message("Connections broke or took too long; what was in flight on them is in no latency."),
     each_row<some_errors>},
});

}  // namespace

std::span<const Rule> reply_rules() { return reply_rule_list; }

}  // namespace tiga::audit::rules
