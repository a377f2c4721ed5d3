#include "suite/report/verdict_words.hpp"

#include <algorithm>
#include <utility>

#include "suite/text/told.hpp"

namespace tiga::suite::report {
namespace {

constexpr std::size_t room_for_causes = 80;  // all of them stand in verdicts.csv

}  // namespace

std::string level_name(const plan::Level& level, text::Language language) {
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

std::string first_causes(const analysis::Verdict& verdict, text::Language language) {
  std::string text;
  for (const text::Words& cause : verdict.causes) {
    const std::string more = text.empty() ? cause.in(language) : ", " + cause.in(language);
    if (text.empty() || text.size() + more.size() <= room_for_causes) {
      text += more;
    }
  }
  return text;
}

std::string after_colon(const analysis::Verdict& verdict, text::Language language) {
  return verdict.causes.empty() ? "" : ": " + first_causes(verdict, language);
}

std::string after_semicolon(const analysis::Verdict& verdict, text::Language language) {
  return verdict.causes.empty()
             ? ""
             : fmt::format("; {}: {}", arm_behind(verdict), first_causes(verdict, language));
}

std::string_view bound_words(const analysis::Verdict& verdict, text::Language language) {
  return verdict.bound == analysis::Bound::at_least ? either(language, "at least ", "sedikitnya ")
         : verdict.bound == analysis::Bound::at_most
             ? either(language, "at most ", "paling banyak ")
             : "";
}

std::string_view cpu_word(const analysis::Verdict& verdict, text::Language language) {
  switch (verdict.finding) {
    case analysis::Finding::better:
      return either(language, "cheaper", "lebih hemat");
    case analysis::Finding::worse:
      return either(language, "dearer", "lebih boros");
    case analysis::Finding::equivalent:
      return either(language, "equivalent", "setara");
    case analysis::Finding::inconclusive:
      return either(language, "inconclusive", "tidak dapat disimpulkan");
    case analysis::Finding::invalid:
      return either(language, "invalid", "tidak sah");
  }
  return "";
}

std::string_view finding_word(const analysis::Verdict& verdict, text::Language language) {
  const bool better = verdict.finding == analysis::Finding::better;
  const bool ranked = better || verdict.finding == analysis::Finding::worse;
  if (!ranked || verdict.metric == analysis::Metric::server_cpu) {
    return cpu_word(verdict, language);
  }
  if (verdict.metric == analysis::Metric::throughput) {
    return better ? either(language, "faster", "lebih cepat")
                  : either(language, "slower", "lebih lambat");
  }
  return better ? either(language, "shorter", "lebih singkat")
                : either(language, "longer", "lebih lama");
}

std::string_view metric_name(analysis::Metric metric, text::Language language) {
  switch (metric) {
    case analysis::Metric::throughput:
      return "throughput";
    case analysis::Metric::server_cpu:
      return either(language, "server CPU a request", "CPU server per permintaan");
    case analysis::Metric::latency_p99:
      return either(language, "p99 latency", "latensi p99");
  }
  return "";
}

}  // namespace tiga::suite::report
