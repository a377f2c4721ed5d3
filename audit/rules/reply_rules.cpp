#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

struct KindOfError {
  Field field;
  std::string_view name;
};
constexpr std::array<KindOfError, 5> kinds_of_error = {{{Field::connect_errors, "connect"},
                                                        {Field::read_errors, "read"},
                                                        {Field::write_errors, "write"},
                                                        {Field::timeouts, "timeout"},
                                                        {Field::errored, "without a reply"}}};

std::string more_answers_than_done(const AuditedTable& /*table*/, const Row& row) {
  const auto replies = replies_of(row);
  const Figure* done = row.find(Field::complete);
  return replies && done != nullptr && is_below(done->range(), replies->all)
             ? fmt::format("{} with a status, {} done",
                           counted(replies->of_2xx + replies->others, "reply", "replies"),
                           counted(done->value, "request"))
             : "";
}

std::string read_errors_throughout(const AuditedTable& /*table*/, const Row& row) {
  const double errors = value_or_0(row, Field::read_errors);
  const double complete = value_or_0(row, Field::complete);
  return complete > 0 && errors >= complete
             ? fmt::format("{} read errors in {}", errors, counted(complete, "request"))
             : "";
}

std::string some_errors(const AuditedTable& table, const Row& row) {
  std::string text;
  double sum = 0;
  for (const KindOfError& kind : kinds_of_error) {
    if (const double count = value_or_0(row, kind.field); count > 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kind.name, count);
      sum += count;
    }
  }
  const double all = all_requests(row);
  if (text.empty() || !read_errors_throughout(table, row).empty()) {
    return "";
  }
  return all > 0 ? fmt::format("{} ({} of {})", text, percent(sum / all), counted(all, "request"))
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

std::string share_differs(const AuditedTable& /*table*/, const Row& row) {
  const Figure* failed = row.find(Field::failed_share);
  const Figure* ok = row.find(Field::ok_share);
  if (failed != nullptr && !share_fits(row, *failed, Field::failed, Field::ok)) {
    return fmt::format("{} failed, but {}", failed->shown(), counts_of(row));
  }
  if (ok != nullptr && !share_fits(row, *ok, Field::ok, Field::failed)) {
    return fmt::format("{} succeeded, but {}", ok->shown(), counts_of(row));
  }
  if (failed != nullptr && ok != nullptr &&
      !meet({failed->range().low + ok->range().low, failed->range().high + ok->range().high},
            {1, 1})) {
    return fmt::format("{} failed and {} succeeded", failed->shown(), ok->shown());
  }
  return "";
}

// Bytes / requests, and rate x bytes of each, with a KB of 1024 or 1000 bytes.
std::string bytes_each(const AuditedTable& /*table*/, const Row& row) {
  const Figure* each = row.find(Field::bytes_each);
  const Figure* bytes = row.find(Field::bytes);
  const Figure* count = requests_of(row);
  const Figure* rate = row.find(Field::rate);
  const Figure* transfer = row.find(Field::transfer_rate);
  if (each == nullptr || !nothing_failed(row)) {
    return "";
  }
  const auto fits = [&](const Range& times, const Figure& whole) {
    return meet(each->range() * times, whole.range()) ||
           meet(each->range() * times, whole.decimal_range()) ||
           meet(each->decimal_range() * times, whole.range());
  };
  if (bytes != nullptr && count != nullptr && !fits(count->range(), *bytes)) {
    return fmt::format("{} x {} = {} bytes, not {}", counted(count->value, "request"),
                       each->shown(), number(count->value * each->value), bytes->shown());
  }
  if (rate != nullptr && transfer != nullptr && !fits(rate->range(), *transfer)) {
    return fmt::format("{} requests/s x {} = {} bytes/s, not {}", rate->text, each->shown(),
                       number(rate->value * each->value), transfer->shown());
  }
  return "";
}

constexpr auto reply_rule_list = std::to_array<Rule>({
    {"more-answers-than-done", Severity::error,
     "There cannot be more replies with a status than requests that are done.",
     each_row<more_answers_than_done>},
    {"read-errors-throughout", Severity::error,
     "As many read errors as requests: each connection broke before its reply was whole, so the "
     "rate is of broken replies.",
     each_row<read_errors_throughout>},
    {"share-differs", Severity::error,
     "A share is a count / the whole, so at least one of the figures is wrong.",
     each_row<share_differs>},
    {"bytes-each", Severity::error,
     "The bytes of each request x the requests are all bytes, and x the rate the transfer rate, so "
     "at least one of the figures is wrong.",
     each_row<bytes_each>},
    {"some-errors", Severity::note,
     "Connections broke or took too long; what was in flight on them is in no latency.",
     each_row<some_errors>},
});

}  // namespace

std::span<const Rule> reply_rules() { return reply_rule_list; }

}  // namespace tiga::audit::rules
