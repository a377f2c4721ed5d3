#include "suite/report/verdict_words.hpp"

#include <algorithm>
#include <utility>

#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

constexpr std::size_t room_for_causes = 80;  // all of them stand in verdicts.csv

}  // namespace

std::string level_name(const plan::Level& level, text::Language language) {
  return level.load ? tr(language, "c={} at {:.0f} % load", level.concurrency, *level.load * 100)
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
  for (const text::LocalizedText& cause : verdict.causes) {
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

std::string bound_words(const analysis::Verdict& verdict, text::Language language) {
  return verdict.bound == analysis::Bound::at_least  ? tr(language, "at least ")
         : verdict.bound == analysis::Bound::at_most ? tr(language, "at most ")
                                                     : "";
}

std::string cpu_word(const analysis::Verdict& verdict, text::Language language) {
  switch (verdict.finding) {
    case analysis::Finding::better:
      return tr(language, "cheaper");
    case analysis::Finding::worse:
      return tr(language, "dearer");
    case analysis::Finding::equivalent:
      return tr(language, "equivalent");
    case analysis::Finding::inconclusive:
      return tr(language, "inconclusive");
    case analysis::Finding::invalid:
      return tr(language, "invalid");
  }
  return "";
}

std::string finding_word(const analysis::Verdict& verdict, text::Language language) {
  const bool better = verdict.finding == analysis::Finding::better;
  const bool ranked = better || verdict.finding == analysis::Finding::worse;
  if (!ranked || verdict.metric == analysis::Metric::server_cpu) {
    return cpu_word(verdict, language);
  }
  if (verdict.metric == analysis::Metric::throughput) {
    return better ? tr(language, "faster") : tr(language, "slower");
  }
  return better ? tr(language, "shorter") : tr(language, "longer");
}

std::string metric_name(analysis::Metric metric, text::Language language) {
  switch (metric) {
    case analysis::Metric::throughput:
      return "throughput";
    case analysis::Metric::server_cpu:
      return tr(language, "server CPU a request");
    case analysis::Metric::latency_p99:
      return tr(language, "p99 latency");
  }
  return "";
}

}  // namespace tiga::suite::report
