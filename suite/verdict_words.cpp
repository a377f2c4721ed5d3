#include "suite/verdict_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tiga::suite {
namespace {

constexpr std::size_t room_for_causes = 80;  // all of them stand in verdicts.csv

stats::Interval inverse(const stats::Interval& interval) {
  return {1 / interval.upper, 1 / interval.lower};
}

}  // namespace

std::string level_name(const Level& level) {
  return level.load ? fmt::format("c={} at {:.0f} % load", level.concurrency, *level.load * 100)
                    : fmt::format("c={}", level.concurrency);
}

std::string ratio_text(double ratio) {
  if (ratio < 0.1) {
    return fmt::format("{:.2g}", ratio);
  }
  return fmt::format("{:.{}f}", ratio, ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
}

std::string estimate(const stats::Comparison& found) {
  return fmt::format("{} [{}, {}]", ratio_text(found.ratio), ratio_text(found.interval_95.lower),
                     ratio_text(found.interval_95.upper));
}

Verdict turned(Verdict verdict) {
  std::swap(verdict.arm, verdict.baseline);
  if (verdict.comparison) {
    stats::Comparison& found = *verdict.comparison;
    found.ratio = 1 / found.ratio;
    found.interval_90 = inverse(found.interval_90);
    found.interval_95 = inverse(found.interval_95);
    found.interval_99 = inverse(found.interval_99);
  }
  if (verdict.finding == Finding::better || verdict.finding == Finding::worse) {
    verdict.finding = verdict.finding == Finding::better ? Finding::worse : Finding::better;
  }
  if (verdict.bound == Bound::at_least || verdict.bound == Bound::at_most) {
    verdict.bound = verdict.bound == Bound::at_least ? Bound::at_most : Bound::at_least;
  }
  return verdict;
}

std::string first_causes(const Verdict& verdict) {
  std::string text;
  for (const std::string& cause : verdict.causes) {
    const std::string more = text.empty() ? cause : ", " + cause;
    if (text.empty() || text.size() + more.size() <= room_for_causes) {
      text += more;
    }
  }
  return text;
}

std::string after_colon(const Verdict& verdict) {
  return verdict.causes.empty() ? "" : ": " + first_causes(verdict);
}

std::string after_semicolon(const Verdict& verdict) {
  return verdict.causes.empty()
             ? ""
             : fmt::format("; {}: {}", arm_behind(verdict), first_causes(verdict));
}

std::string bound_words(const Verdict& verdict) {
  const bool told = verdict.bound == Bound::at_least || verdict.bound == Bound::at_most;
  return told ? fmt::format("{} ", to_string(verdict.bound)) : "";
}

std::string_view cpu_word(const Verdict& verdict) {
  return verdict.finding == Finding::better  ? "cheaper"
         : verdict.finding == Finding::worse ? "dearer"
                                             : to_string(verdict.finding);
}

}  // namespace tiga::suite
