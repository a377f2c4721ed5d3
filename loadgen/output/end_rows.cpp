// How the requests of a run ended, and what has to be known to read the figures of those that did.
#include <fmt/format.h>

#include <cmath>

#include "loadgen/output/report.hpp"

namespace tiga::loadgen::output {
namespace {

/// From this part of the time in flight on, waiting for closes is worth a line.
constexpr double noted_share = 0.1;

std::string unfinished_note(const Summary& summary) {
  const UnfinishedFacts& facts = *summary.unfinished;
  return fmt::format(
      "{} requests did not finish; the oldest was {:.3f} s old, {:.0f} % of the time in flight was "
      "theirs.{}",
      facts.requests, facts.oldest_s, facts.time_share * 100,
      summary.outlasted() ? " All latencies and percentages are of finished requests." : "");
}

/// How the wait for the close could be avoided.
std::string_view advice_on_close(const Summary& summary) {
  const CloseWaitFacts& facts = *summary.close_wait;
  if (facts.asked_to_stay) {
    return "-H 'Connection: keep-alive' asked the server not to close; -k does not wait";
  }
  if (summary.keep_alive) {
    return "the replies had announced it";
  }
  return facts.announced < facts.requests
             ? "-k does not wait"
             : "-k does not wait where a reply keeps the connection open, which none of these did";
}

std::string close_note(const Summary& summary) {
  const CloseWaitFacts& facts = *summary.close_wait;
  constexpr double us_per_ms = 1e3;
  return fmt::format(
      "{} replies were whole after {:.1f} ms; the rest ({:.1f} ms, both medians) was waiting for "
      "the close; {}.",
      facts.requests, facts.whole_p50_us.value_or(0) / us_per_ms,
      facts.wait_p50_us.value_or(0) / us_per_ms, advice_on_close(summary));
}

std::vector<std::string> notes_of(const Summary& summary) {
  std::vector<std::string> notes;
  if (summary.interrupted) {
    notes.emplace_back("The run was interrupted.");
  }
  if (summary.unfinished) {
    notes.push_back(unfinished_note(summary));
  }
  if (summary.close_wait && summary.close_wait->time_share >= noted_share) {
    notes.push_back(close_note(summary));
  }
  if (summary.interim_replies > 0) {
    notes.push_back(
        fmt::format("{} interim replies (1xx) came before the final ones; no other count has them.",
                    summary.interim_replies));
  }
  return notes;
}

}  // namespace

std::string_view hung_words(const Summary& summary) {
  return summary.mostly_hung() ? "; but most of the time in flight hung" : "";
}

std::string unfinished_words(const Summary& summary) {
  return summary.outlasted()
             ? fmt::format("of finished requests; {} did not finish, the oldest was {} ms old",
                           summary.unfinished->requests,
                           std::llround(summary.unfinished->oldest_s * 1e3))
             : "";
}

std::vector<ReportRow> end_rows(const Summary& summary) {
  std::vector<ReportRow> rows;
  for_each_outcome([&](Outcome outcome) {
    if (outcome == Outcome::ok || summary.outcomes[outcome] > 0) {
      rows.push_back({std::string(name_of(outcome)), fmt::to_string(summary.outcomes[outcome])});
    }
  });
  rows.push_back({"attempted", fmt::to_string(summary.attempted)});
  if (summary.not_started > 0) {
    rows.push_back({"not started", fmt::to_string(summary.not_started)});
  }
  for (const std::string& note : notes_of(summary)) {
    rows.push_back({"", note});
  }
  return rows;
}

}  // namespace tiga::loadgen::output
