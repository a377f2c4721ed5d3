#include "suite/measure/validity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "common/sequences.hpp"
#include "suite/plan/method.hpp"

namespace tiga::suite::measure {
namespace {

using Found = std::optional<records::Reason>;

// What the generator says of the first request that ended so.
void add_example(const loadgen::Summary& summary, loadgen::Outcome outcome,
                 records::Reason& reason) {
  const auto* const example =
      common::find_where(summary.examples, [&](const auto& one) { return one.outcome == outcome; });
  if (example != nullptr) {
    reason.add("detail", example->detail);
    reason.add("began", example->first_bytes);
  }
}

// "990 of 1000 requests ended ok; 7 reset (Connection reset by peer), 3 wrong_status (…)".
records::Reason shortfall(const loadgen::Summary& summary) {
  records::Reason reason("not_all_ok", summary.ok(), summary.attempted + summary.not_started);
  loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
    if (outcome != loadgen::Outcome::ok && summary.outcomes[outcome] > 0) {
      reason.add(loadgen::name_of(outcome), std::to_string(summary.outcomes[outcome]));
      add_example(summary, outcome, reason);
    }
  });
  if (summary.not_started > 0) {
    reason.add("not_started", std::to_string(summary.not_started));
  }
  return reason;
}

// What the servers owed their background clients is part of the load: without it the cell measures
// something else.
Found what_failed(const loadgen::Summary& summary) {
  if (!summary.all_ok()) {
    return shortfall(summary);
  }
  if (!summary.background_clients || summary.background_clients->all_survived()) {
    return std::nullopt;
  }
  const loadgen::BackgroundClientFacts& facts = *summary.background_clients;
  return records::Reason("lost_clients", facts.idle, facts.idle_at_begin, facts.idle_at_end,
                         facts.slow_readers, facts.slow_readers_at_begin, facts.slow_readers_at_end,
                         facts.slow_failures, facts.slow_requests);
}

Found any_shortfall(const BothEnds& ends) {
  for (const loadgen::Summary& batch : ends.warm_up) {
    if (Found reason = what_failed(batch)) {
      reason->add("during", "warm_up");
      return reason;
    }
  }
  return what_failed(ends.counted);
}

Found disagreement(const BothEnds& ends) {
  if (!ends.counts_replies) {
    return std::nullopt;
  }
  if (!ends.replies) {
    return records::Reason("no_count");
  }
  std::uint64_t least = 0;
  std::uint64_t most = ends.given_up;
  const auto add = [&](const loadgen::Summary& batch) {
    least += batch.ok();
    most += batch.attempted;
    if (batch.background_clients) {  // the server may have sent all that were under way at the end
      least += batch.background_clients->slow_replies;
      most += batch.background_clients->slow_requests;
    }
  };
  add(ends.counted);
  std::ranges::for_each(ends.warm_up, add);
  if (*ends.replies >= least && *ends.replies <= most) {
    return std::nullopt;
  }
  return records::Reason("counters_disagree", *ends.replies, least, most);
}

Found broken_law(const loadgen::Summary& counted) {
  const auto ratio = counted.littles_law_ratio();
  if (!ratio || std::abs(*ratio - 1) <= plan::method::littles_law_tolerance) {
    return std::nullopt;
  }
  return records::Reason("littles_law", fmt::format("{:.2f}", *ratio));
}

}  // namespace

std::optional<records::Reason> why_invalid(const BothEnds& ends) {
  if (ends.counted.attempted == 0 && ends.counted.not_started == 0) {
    return records::Reason("nothing_answered");  // wrk counts only those that were
  }
  if (auto reason = any_shortfall(ends)) {
    return reason;
  }
  if (auto reason = disagreement(ends)) {
    return reason;
  }
  return broken_law(ends.counted);
}

}  // namespace tiga::suite::measure
