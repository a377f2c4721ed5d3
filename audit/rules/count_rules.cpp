#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/evidence.hpp"
#include "audit/rules/rule_groups.hpp"

namespace tiga::audit::rules {
namespace {

// "HTTP/1.1 200" CR LF CR LF: a status line even without the space that RFC 9112 §4 requires after
// the status, and the empty line.
constexpr double shortest_reply = 16;

// The number of requests with a reply according to the row, at least.
double answered(const Row& row) {
  if (const Figure* ok = row.find(Field::ok)) {
    return ok->value;
  }
  return value_or_0(row, Field::complete) - most_of(row, Field::failed);
}

// What can have been received at most; `nullopt` if the row does not say.
struct Received {
  double most = 0;
  bool is_zero = false;
};

std::optional<Received> received(const AuditedTable& table, const Row& row) {
  if (!facts_of(table.tool).counts_heads) {
    return std::nullopt;  // a reply without content has no byte then
  }
  if (const Figure* bytes = row.find(Field::bytes)) {
    return Received{bytes->range().high, bytes->value == 0};
  }
  const Figure* rate = row.find(Field::transfer_rate);
  const Figure* time = row.find(Field::time_taken);
  if (rate == nullptr || time == nullptr) {
    return std::nullopt;
  }
  return Received{(rate->range() * time->range()).high, rate->value == 0};
}

// The figures that received() is of.
LocalizedText received_text(const Row& row) {
  const Figure* bytes = row.find(Field::bytes);
  return bytes != nullptr ? localized("{} received", bytes->shown())
                          : localized("{} for {}", row.find(Field::transfer_rate)->shown(),
                                      row.find(Field::time_taken)->shown());
}

LocalizedText no_reply(const AuditedTable& table, const Row& row) {
  const auto bytes = received(table, row);
  if (!bytes || !bytes->is_zero || bytes->most >= shortest_reply * answered(row)) {
    return {};
  }
  return localized("{}; {}", counts_of(row), received_text(row));
}

LocalizedText short_replies(const AuditedTable& table, const Row& row) {
  const auto bytes = received(table, row);
  if (!bytes || bytes->is_zero || bytes->most >= shortest_reply * answered(row)) {
    return {};
  }
  return localized("{}; {}: at most {} bytes for each", counts_of(row), received_text(row),
                   number(table, bytes->most / answered(row)));
}

LocalizedText more_than_asked(const AuditedTable& table, const Row& row) {
  const Figure* asked = row.find(Field::requests);
  if (asked == nullptr) {
    return {};
  }
  const auto exceeds = [&](Field field) {
    const Figure* count = row.find(field);
    return count != nullptr && is_below(asked->range(), count->range());
  };
  if (exceeds(Field::complete) || exceeds(Field::ok)) {
    return counts_of(row);
  }
  // Whose failures are a sum of kinds may count a request several times.
  const bool is_sum = row.find(Field::length_failures) != nullptr ||
                      row.find(Field::receive_failures) != nullptr ||
                      row.find(Field::exceptions) != nullptr;
  if (table.tool == Tool::unknown && row.find(Field::complete) == nullptr && !is_sum &&
      exceeds(Field::failed)) {
    return counts_of(row);
  }
  const bool refuses = table.tool == Tool::ab || table.tool == Tool::loadgen;
  return refuses && value_or_0(row, Field::concurrency) > asked->value
             ? localized("{} at a time, {} in all",
                         count_text(table, value_or_0(row, Field::concurrency)), asked->text)
             : LocalizedText();
}

// h2load counts what it did not send or what broke as failed, too, and what has a status as done.
LocalizedText parts_of_done(const AuditedTable& table, const Row& row) {
  const Figure* done = row.find(Field::complete);
  const auto replies = replies_of(row);
  if (done == nullptr || table.tool == Tool::unknown) {
    return {};
  }
  const bool has_all = row.find(Field::ok) != nullptr && row.find(Field::failed) != nullptr;
  const double parts =
      value_or_0(row, Field::ok) + value_or_0(row, Field::failed) - value_or_0(row, Field::errored);
  if (table.tool == Tool::h2load && has_all && parts != done->value) {
    return counts_of(row);
  }
  const bool all_have_codes = table.tool != Tool::jmeter;  // not with other protocols than HTTP
  return replies && all_have_codes && nothing_failed(row) && is_below(replies->all, done->range())
             ? localized("{} with a status, {} done", replies_text(table, replies->all.low),
                         requests_text(table, done->value))
             : LocalizedText();
}

LocalizedText counts_differ(const AuditedTable& table, const Row& row) {
  if (LocalizedText parts = parts_of_done(table, row); !parts.empty()) {
    return parts;
  }
  double kinds = 0;
  bool has_all_kinds = table.tool == Tool::ab;  // which adds one to the sum with each
  for (const Field field : {Field::connect_failures, Field::receive_failures,
                            Field::length_failures, Field::exceptions}) {
    kinds += value_or_0(row, field);
    has_all_kinds = has_all_kinds && row.find(field) != nullptr;
  }
  const Figure* failed = row.find(Field::failed);
  if (failed != nullptr &&
      ((kinds > 0 && kinds > failed->range().high) || (has_all_kinds && kinds != failed->value))) {
    return localized("{} failed, but {} of all kinds together", failed->text,
                     count_text(table, kinds));
  }
  const Figure* ok = row.find(Field::ok);
  if (ok == nullptr || failed == nullptr) {
    return {};
  }
  Range ended = ok->range() + failed->range();
  if (const Figure* cut = row.find(Field::abandoned)) {
    ended = ended + cut->range();
  }
  const Figure* attempted = row.find(Field::attempted);
  const Figure* asked = row.find(Field::requests);
  const bool differ = attempted != nullptr ? !meet(ended, attempted->range())
                                           : asked != nullptr && is_below(asked->range(), ended);
  return differ ? counts_of(row) : LocalizedText();
}

LocalizedText fewer_than_asked(const AuditedTable& /*table*/, const Row& row) {
  const Figure* asked = row.find(Field::requests);
  const bool counted = row.find(Field::complete) != nullptr || row.find(Field::ok) != nullptr;
  const double ended = std::max(value_or_0(row, Field::complete), value_or_0(row, Field::ok)) +
                       std::max(most_of(row, Field::failed), most_of(row, Field::errored));
  const double cut = value_or_0(row, Field::abandoned);  // another rule's
  return asked != nullptr && counted && ended + cut < asked->value ? counts_of(row)
                                                                   : LocalizedText();
}

LocalizedText cut_off(const AuditedTable& table, const Row& row) {
  double cut = value_or_0(row, Field::abandoned);
  double all = all_requests(table, row);
  if (const Figure* started = row.find(Field::started);
      started != nullptr && table.tool == Tool::h2load && row.find(Field::complete) != nullptr) {
    cut = started->value - value_or_0(row, Field::complete);
    all = started->value;
  }
  if (cut <= 0) {
    return {};
  }
  all = table.tool == Tool::oha ? all + cut : std::max(all, cut);
  LocalizedText text = localized("{} of {} cut off at the end ({})", count_text(table, cut),
                                 requests_text(table, all), percent(table, cut / all));
  if (const Figure* wait = row.find(Field::abandoned_wait)) {
    text = localized("{}; the oldest had waited {}", text, wait->shown());
    const Figure* longest = row.find(Field::latency_max);
    if (longest != nullptr && wait->value > longest->value) {
      text = localized("{}, longer than the longest latency, {}", text, longest->shown());
    }
  }
  return text;
}

LocalizedText html_bytes(const AuditedTable& table, const Row& row) {
  const Figure* content = row.find(Field::html_bytes);
  const Figure* all = row.find(Field::bytes);
  if (content == nullptr) {
    return {};
  }
  if (all != nullptr && is_below(all->range(), content->range())) {
    return localized("{} of content in {} in all", content->shown(), all->shown());
  }
  const Figure* length = row.find(Field::document_length);
  const double least = value_or_0(row, Field::document_length) * answered(row);
  return table.tool != Tool::unknown && length != nullptr && nothing_failed(row) &&
                 content->value < least
             ? localized("{} complete, none failed, of {} each, but {} of content",
                         count_text(table, value_or_0(row, Field::complete)), length->shown(),
                         content->shown())
             : LocalizedText();
}

LocalizedText keep_alive_count(const AuditedTable& table, const Row& row) {
  const Figure* complete = row.find(Field::complete);
  const double kept = value_or_0(row, Field::keep_alive);
  return complete != nullptr && kept > complete->value
             ? localized("{} keep-alive requests of {} complete", count_text(table, kept),
                         complete->text)
             : LocalizedText();
}

LocalizedText keep_alive_refused(const AuditedTable& table, const Row& row) {
  const Figure* kept = row.find(Field::keep_alive);
  const double complete = value_or_0(row, Field::complete);
  return kept != nullptr && kept->value == 0 && complete > 0
             ? localized("0 keep-alive requests of {} complete", count_text(table, complete))
             : LocalizedText();
}

LocalizedText negative(const AuditedTable& /*table*/, const Row& row) {
  const auto below_0 = std::ranges::find_if(row.figures, [](const auto& figure) {
    return figure.second.value < 0 && facts_of(figure.first).dimension != Dimension::text;
  });
  return below_0 == row.figures.end()
             ? LocalizedText()
             : localized("{}: {}", name_of(below_0->first), below_0->second.shown());
}

constexpr auto count_rule_list = std::to_array<Rule>({
    {"no-reply", Severity::error,
     message(
         "No byte was received: connections were opened and closed, which ab counts as complete."),
     each_row<no_reply>},
    {"short-replies", Severity::error,
     message(
         "Fewer bytes were received than the shortest HTTP replies have (16 each), so not every "
         "complete request got a reply."),
     each_row<short_replies>},
    {"more-than-asked", Severity::error,
     message("There cannot be more requests than were requested."), each_row<more_than_asked>},
    {"counts-differ", Severity::error, message("The parts of a count do not add up to the whole."),
     each_row<counts_differ>},
    {"html-octets", Severity::error,
     message("The content is a part of all bytes, and has the document's length for each complete "
             "request."),
     each_row<html_bytes>},
    {"keep-alive-count", Severity::error,
     message("Requests on persistent connections cannot exceed the complete ones."),
     each_row<keep_alive_count>},
    {"negative", Severity::error, message("None of these figures can be below 0."),
     each_row<negative>},
    {"fewer-than-asked", Severity::note,
     message("Some of the requested requests are missing: the run ended early."),
     each_row<fewer_than_asked>},
    {"cut-off", Severity::note,
     message(
         "Requests in flight when the run ended are in no latency, and they are the ones that had "
         "waited longest: the longest latencies are missing."),
     each_row<cut_off>},
    {"keep-alive-refused", Severity::note,
     message("Keep-alive was requested, but the server closed every connection, so each request "
             "needed a "
             "new one."),
     each_row<keep_alive_refused>},
});

}  // namespace

std::span<const Rule> count_rules() { return count_rule_list; }

}  // namespace tiga::audit::rules
