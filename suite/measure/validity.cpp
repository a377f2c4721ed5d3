#include "suite/measure/validity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace tiga::suite::measure {
namespace {

constexpr double littles_law_tolerance = 0.10;

// "990 of 1000 requests ended ok; 7 reset, 3 timed_out", or nothing when all did.
std::optional<std::string> shortfall(const loadgen::Summary& summary, std::string_view where) {
  if (summary.ok() == summary.attempted && summary.not_started == 0) {
    return std::nullopt;
  }
  std::string kinds;
  const auto add = [&](std::uint64_t count, std::string_view name) {
    if (count > 0) {
      kinds += fmt::format("{}{} {}", kinds.empty() ? "" : ", ", count, name);
    }
  };
  loadgen::for_each_outcome([&](loadgen::Outcome outcome) {
    if (outcome != loadgen::Outcome::ok) {
      add(summary.outcomes[outcome], loadgen::name_of(outcome));
    }
  });
  add(summary.not_started, "not_started");
  return fmt::format("{}{} of {} requests ended ok; {}", where, summary.ok(),
                     summary.attempted + summary.not_started, kinds);
}

// What the servers owed their other clients is part of the load: without it the cell measures
// something else.
std::optional<std::string> lost_bystanders(const loadgen::Summary& summary,
                                           std::string_view where) {
  if (!summary.background_clients || summary.background_clients->all_survived()) {
    return std::nullopt;
  }
  const loadgen::BackgroundClientFacts& facts = *summary.background_clients;
  return fmt::format(
      "{}of {} idle connections {} stood at the begin, {} at the end; of {} slow readers {} and "
      "{}; "
      "{} of their {} requests failed",
      where, facts.idle, facts.idle_at_begin, facts.idle_at_end, facts.slow_readers,
      facts.slow_readers_at_begin, facts.slow_readers_at_end, facts.slow_failures,
      facts.slow_requests);
}

bool nothing_was_sent(const loadgen::Summary& summary) {
  return summary.attempted == 0 && summary.not_started == 0;
}

std::optional<std::string> any_shortfall(const BothEnds& ends) {
  for (const loadgen::Summary& batch : ends.warm_up) {
    if (auto reason = shortfall(batch, "warm-up: ")) {
      return reason;
    }
    if (auto reason = lost_bystanders(batch, "warm-up: ")) {
      return reason;
    }
  }
  auto reason = shortfall(ends.counted, "");
  return reason ? reason : lost_bystanders(ends.counted, "");
}

std::optional<std::string> disagreement(const BothEnds& ends) {
  if (!ends.counts_replies) {
    return std::nullopt;
  }
  if (!ends.replies) {
    return "the servers left no count of their replies";
  }
  std::uint64_t least = 0;
  std::uint64_t most = ends.given_up;
  const auto add = [&](const loadgen::Summary& batch) {
    least += batch.ok();
    most += batch.attempted;
    if (batch.background_clients) {  // of theirs that were under way at the end, the server may
                                     // have sent
                                     // all
      least += batch.background_clients->slow_replies;
      most += batch.background_clients->slow_requests;
    }
  };
  add(ends.counted);
  std::ranges::for_each(ends.warm_up, add);
  if (*ends.replies >= least && *ends.replies <= most) {
    return std::nullopt;
  }
  return fmt::format(
      "counters disagree: the servers sent {} replies, the generator counts {} ok and {} started",
      *ends.replies, least, most);
}

std::optional<std::string> broken_law(const loadgen::Summary& counted) {
  const auto ratio = counted.littles_law_ratio();
  if (!ratio || std::abs(*ratio - 1) <= littles_law_tolerance) {
    return std::nullopt;
  }
  return fmt::format(
      "Little's law does not hold: throughput x mean latency is {:.2f} times the mean number of "
      "requests in flight that was measured",
      *ratio);
}

}  // namespace

std::optional<std::string> why_invalid(const BothEnds& ends) {
  if (nothing_was_sent(ends.counted)) {
    return "no request was answered";  // wrk counts only those that were
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
