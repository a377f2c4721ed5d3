#include "audit/rules.hpp"

#include <fmt/format.h>

#include <array>

#include "audit/checks.hpp"

namespace tiga::audit {
namespace {

using enum Severity;

constexpr std::array<Rule, 31> rules{{
    {"no-reply", error,
     "No octet was received: connections were opened and closed, and ab calls that complete.",
     no_reply},
    {"non-2xx-throughout", error,
     "No request was answered with a 2xx status: what was measured is an error page or a redirect.",
     non_2xx_throughout},
    {"short-replies", error,
     "Fewer octets were received than the shortest HTTP reply has (16), so not every complete "
     "request was answered.",
     short_replies},
    {"rate-times-time", error,
     "The rate is requests / time taken, so at least one of the three figures is wrong.",
     rate_times_time},
    {"time-per-request", error,
     "ab prints time taken / requests, and that times the concurrency; this is neither.",
     time_per_request},
    {"transfer-times-time", error,
     "The transfer rate is octets / time taken (with 1024 octets to the KB, or 1000), so at least "
     "one of the three figures is wrong.",
     transfer_times_time},
    {"copied-row", error,
     "Figures that do not fit their own row fit another one: they were copied or left over from "
     "it.",
     copied_row},
    {"more-than-asked", error, "There cannot be more requests than were asked for.",
     more_than_asked},
    {"counts-differ", error, "The parts of a count are more, or other, than the whole.",
     counts_differ},
    {"html-octets", error,
     "The content is part of all octets, and has the document's length for each complete request.",
     html_octets},
    {"keep-alive-count", error, "Requests on kept connections are among the complete ones.",
     keep_alive_count},
    {"percentiles-descend", error, "A higher percentile cannot be shorter than a lower one.",
     percentiles_descend},
    {"mean-out-of-range", error, "A mean lies between the shortest and the longest.",
     mean_out_of_range},
    {"latency-above-run", error, "No request can take longer than the whole run.",
     latency_above_run},
    {"more-in-flight", error,
     "By Little's law rate x mean latency requests are in flight, and in a closed loop that cannot "
     "be more than the concurrency.",
     more_in_flight},
    {"beyond-loopback", error,
     "No tool reaches this even over loopback (docs/audit.md has the bounds), so the figure or its "
     "unit is wrong.",
     beyond_loopback},
    {"negative", error, "None of these figures can be below 0.", negative},
    {"slows-as-served", note,
     "A suspicion: throughput that falls as 1/(requests served) is what a server shows that leaks "
     "a "
     "thread or a loop for each; run it again with twice the requests, and four times the time "
     "confirms it.",
     slows_as_served},
    {"all-failed", note,
     "As many failed as are complete; ab counts failures among the complete, so nothing may have "
     "succeeded.",
     all_failed},
    {"failed-above-complete", note,
     "ab may count one request under several kinds of failure; this is no number of requests.",
     failed_above_complete},
    {"some-non-2xx", note,
     "Some replies were no 2xx; they are among the complete ones and in every rate.", some_non_2xx},
    {"fewer-than-asked", note, "Requests that were asked for are missing: the run was cut short.",
     fewer_than_asked},
    {"keep-alive-refused", note,
     "Keep-alive was asked for, but the server closed every connection, so each request paid for "
     "one.",
     keep_alive_refused},
    {"fewer-in-flight", note,
     "By Little's law less than half of the concurrency was in flight: the generator, not the "
     "server, may have been the limit.",
     fewer_in_flight},
    {"syn-retransmit", note,
     "A SYN that is lost is sent again after 1, 3 and 7 s: the time may be that of a full accept "
     "queue, not of the server's work.",
     syn_retransmit},
    {"one-request-each", note,
     "With as many requests as connections each carries one, all at the start: this is the time to "
     "take up a burst, not a throughput that lasts.",
     one_request_each},
    {"second-line", note,
     "This time per request is ab's second line, time taken / requests: a throughput upside down, "
     "not the time that a client waits.",
     second_line},
    {"same-figures", note,
     "Two levels that took the same time to five digits: possible, but one may be a copy.",
     same_figures},
    {"zero-time", note, "The run was too short for the clock as printed; its rates mean nothing.",
     zero_time},
    {"too-many-digits", note,
     "A count of n requests that vary as in a queue is certain to about 1/sqrt(n) of it; digits "
     "past that say nothing, and rows that differ by less do not differ.",
     too_many_digits},
    {"short-run", note,
     "A run of less than a second is start-up for a good part; take more requests.", short_run},
}};

}  // namespace

std::span<const Rule> all_rules() { return rules; }

std::vector<Findings> audit(const Table& table) {
  std::vector<Findings> all;
  for (const Rule& rule : rules) {
    std::vector<Finding> findings = rule.check(table);
    if (!findings.empty()) {
      all.push_back({&rule, std::move(findings)});
    }
  }
  return all;
}

std::string rules_page() {
  std::string page = "| rule | | what a finding means |\n|---|---|---|\n";
  for (const Rule& rule : rules) {
    page += fmt::format("| `{}` | {} | {} |\n", rule.name,
                        rule.severity == error ? "error" : "note", rule.meaning);
  }
  return page;
}

}  // namespace tiga::audit
