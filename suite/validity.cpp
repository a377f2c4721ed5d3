#include "suite/validity.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace tiga::suite {
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

bool nothing_was_sent(const loadgen::Summary& summary) {
  return summary.attempted == 0 && summary.not_started == 0;
}

std::optional<std::string> any_shortfall(const BothEnds& ends) {
  for (const loadgen::Summary& batch : ends.warm_up) {
    if (auto reason = shortfall(batch, "warm-up: ")) {
      return reason;
    }
  }
  return shortfall(ends.counted, "");
}

std::optional<std::string> disagreement(const BothEnds& ends) {
  if (!ends.counts_replies) {
    return std::nullopt;
  }
  if (!ends.replies) {
    return "the servers left no count of their replies";
  }
  std::uint64_t least = ends.counted.ok();
  std::uint64_t most = ends.counted.attempted + ends.given_up;
  for (const loadgen::Summary& batch : ends.warm_up) {
    least += batch.ok();
    most += batch.attempted;
  }
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

}  // namespace tiga::suite
