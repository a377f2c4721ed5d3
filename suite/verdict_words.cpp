#include "suite/verdict_words.hpp"

#include <algorithm>
#include <utility>

#include "suite/told.hpp"

namespace tiga::suite {
namespace {

constexpr std::size_t room_for_causes = 80;  // all of them stand in verdicts.csv

stats::Interval inverse(const stats::Interval& interval) {
  return {1 / interval.upper, 1 / interval.lower};
}

}  // namespace

std::string level_name(const Level& level, Language language) {
  return level.load ? told(language, "c={} at {:.0f} % load", "c={} pada beban {:.0f} %",
                           level.concurrency, *level.load * 100)
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

std::string first_causes(const Verdict& verdict, Language language) {
  std::string text;
  for (const Words& cause : verdict.causes) {
    const std::string more = text.empty() ? cause.in(language) : ", " + cause.in(language);
    if (text.empty() || text.size() + more.size() <= room_for_causes) {
      text += more;
    }
  }
  return text;
}

std::string after_colon(const Verdict& verdict, Language language) {
  return verdict.causes.empty() ? "" : ": " + first_causes(verdict, language);
}

std::string after_semicolon(const Verdict& verdict, Language language) {
  return verdict.causes.empty()
             ? ""
             : fmt::format("; {}: {}", arm_behind(verdict), first_causes(verdict, language));
}

std::string_view bound_words(const Verdict& verdict, Language language) {
  return verdict.bound == Bound::at_least  ? either(language, "at least ", "sedikitnya ")
         : verdict.bound == Bound::at_most ? either(language, "at most ", "paling banyak ")
                                           : "";
}

std::string_view cpu_word(const Verdict& verdict, Language language) {
  switch (verdict.finding) {
    case Finding::better:
      return either(language, "cheaper", "lebih hemat");
    case Finding::worse:
      return either(language, "dearer", "lebih boros");
    case Finding::equivalent:
      return either(language, "equivalent", "setara");
    case Finding::inconclusive:
      return either(language, "inconclusive", "tidak dapat disimpulkan");
    case Finding::invalid:
      return either(language, "invalid", "tidak sah");
  }
  return "";
}

std::string_view finding_word(const Verdict& verdict, Language language) {
  const bool better = verdict.finding == Finding::better;
  const bool ranked = better || verdict.finding == Finding::worse;
  if (!ranked || verdict.metric == Metric::server_cpu) {
    return cpu_word(verdict, language);
  }
  if (verdict.metric == Metric::throughput) {
    return better ? either(language, "faster", "lebih cepat")
                  : either(language, "slower", "lebih lambat");
  }
  return better ? either(language, "shorter", "lebih singkat")
                : either(language, "longer", "lebih lama");
}

std::string_view metric_name(Metric metric, Language language) {
  switch (metric) {
    case Metric::throughput:
      return "throughput";
    case Metric::server_cpu:
      return either(language, "server CPU a request", "CPU server per permintaan");
    case Metric::latency_p99:
      return either(language, "p99 latency", "latensi p99");
  }
  return "";
}

}  // namespace tiga::suite
