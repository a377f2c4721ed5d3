#include "suite/report/verdict_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "stats/method.hpp"
#include "suite/analysis/level_verdicts.hpp"
#include "suite/report/verdict_lines.hpp"
#include "suite/report/verdict_words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::string p_text(double p) {
  return fmt::format("p {}{}", p < 0.001 ? "" : "= ", p_value_text(p));
}

std::string certainty(const analysis::Verdict& verdict, const plan::Plan& plan,
                      text::Language language) {
  switch (verdict.finding) {
    case analysis::Finding::better:
    case analysis::Finding::worse:
      return p_text(verdict.corrected_p.value_or(1));
    case analysis::Finding::equivalent:
      return tr(language, "equivalent within ±{:.3g} %", plan.delta * 100);
    case analysis::Finding::inconclusive: {
      const std::string why = verdict.caveat.empty() ? p_text(verdict.corrected_p.value_or(1))
                                                     : verdict.caveat.in(language);
      return tr(language, "cannot be ranked: {}", why);
    }
    case analysis::Finding::invalid:
      return tr(language, "invalid: {}", verdict.caveat.in(language));
  }
  return "";
}

// The one that is better than every other at that level, or "".
std::string best_of(const analysis::LevelVerdicts& here) {
  for (const std::string& arm : here.arms) {
    const bool best = std::ranges::all_of(here.arms, [&](const std::string& other) {
      const std::optional<analysis::Verdict> found = here.find(here.metric, arm, other);
      return other == arm || (found && found->finding == analysis::Finding::better);
    });
    if (best && here.arms.size() > 1) {
      return arm;
    }
  }
  return "";
}

std::string levels_text(const std::vector<std::string>& levels, text::Language language) {
  if (levels.size() < 2) {
    return levels.empty() ? "" : levels.front();
  }
  const std::span<const std::string> first(levels.data(), levels.size() - 1);
  return fmt::format("{}{}{}", fmt::join(first, ", "), tr(language, " and "), levels.back());
}

// Why no verdict could be looked for, or "".
std::string nothing_to_compare(const ReportInput& input) {
  const plan::Plan& plan = input.run.manifest.plan;
  const text::Language language = input.language;
  if (input.run.cells.empty()) {
    return tr(language, "Nothing was measured.");
  }
  if (input.run.invalid_cells() == input.run.cells.size()) {
    return tr(language, "No verdict: not a single cell is valid.");
  }
  if (plan.arms.size() < 2) {
    return tr(language, "Only {} was measured: there is nothing to compare it with.",
              plan.arms.at(0));
  }
  if (input.verdicts.empty() && input.run.whole_blocks() == 0) {
    return tr(language, "No verdict: the run ended before its first block did.");
  }
  if (const text::LocalizedText why = why_no_verdicts(input.verdicts); !why.empty()) {
    return tr(language, "No verdict: {}.", why.in(language));
  }
  return "";
}

}  // namespace

std::string p_value_text(double p) { return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p); }

std::string headline(const ReportInput& input) {
  if (std::string why = nothing_to_compare(input); !why.empty()) {
    return why;
  }
  const plan::Plan& plan = input.run.manifest.plan;
  const text::Language language = input.language;
  std::vector<std::uint32_t> concurrencies = plan.concurrencies;
  std::ranges::sort(concurrencies);
  std::vector<std::string> champions;
  std::map<std::string, std::vector<std::string>> levels;
  for (const std::uint32_t concurrency : concurrencies) {
    const plan::Level level{concurrency, std::nullopt};
    const std::string best = best_of(verdicts_of(plan, input.run.cells, input.verdicts, level));
    if (!levels.contains(best)) {
      champions.push_back(best);
    }
    levels[best].push_back(fmt::format("{}", concurrency));
  }
  if (champions.size() == 1 && !champions[0].empty()) {
    return tr(language, "{} is faster at every concurrency measured.",
              records::named(plan, champions[0], language));
  }
  if (champions.size() == 1) {
    return tr(language, "At no concurrency can one server be called faster than all the others.");
  }
  std::vector<std::string> clauses;
  for (const std::string& arm : champions) {
    const std::string at = levels_text(levels[arm], language);
    clauses.push_back(arm.empty()
                          ? tr(language, "at {} none can be called faster than all the others", at)
                          : tr(language, "{} at {}", arm, at));
  }
  return tr(language, "Which server is faster depends on the concurrency: {}.",
            fmt::join(clauses, "; "));
}

PairLine pair_line(const analysis::Verdict& verdict, const plan::Plan& plan,
                   text::Language language) {
  const bool turn = verdict.finding == analysis::Finding::worse ||
                    (verdict.finding != analysis::Finding::better && verdict.comparison &&
                     !verdict.copy && verdict.comparison->ratio < 1);
  PairLine line{turn ? inverted(verdict) : verdict, "", "", "", ""};
  const analysis::Verdict& told_so = line.verdict;
  if (told_so.finding == analysis::Finding::better) {
    line.better = told_so.arm;
  }
  if (told_so.comparison && told_so.finding != analysis::Finding::invalid) {
    line.ratio =
        fmt::format("{}{}", bound_words(told_so, language), ratio_text(told_so.comparison->ratio));
    line.interval = tr(language, "{} to {}", ratio_text(told_so.comparison->interval_95.lower),
                       ratio_text(told_so.comparison->interval_95.upper));
  }
  line.certainty = certainty(told_so, plan, language);
  return line;
}

std::vector<PairLine> pair_lines(const ReportInput& input) {
  const plan::Plan& plan = input.run.manifest.plan;
  std::vector<PairLine> lines;
  for (const plan::Level& level : plan.levels()) {
    const analysis::LevelVerdicts here = verdicts_of(plan, input.run.cells, input.verdicts, level);
    for (const analysis::Verdict& verdict : here.all) {
      if (verdict.copy || verdict.metric != here.metric) {
        continue;
      }
      lines.push_back(pair_line(verdict, plan, input.language));
      const auto cost = here.find(analysis::Metric::server_cpu, verdict.arm, verdict.baseline);
      if (verdict.limited && verdict.finding != analysis::Finding::invalid && cost) {
        lines.push_back(pair_line(*cost, plan, input.language));
      }
    }
  }
  return lines;
}

std::string level_field(const plan::Level& level, text::Language language) {
  return level.load ? tr(language, "{} at {:.0f} % load", level.concurrency, *level.load * 100)
                    : fmt::format("{}", level.concurrency);
}

std::string utc_text(std::string_view stamp) {
  const bool known = stamp.size() == 16 && stamp[8] == 'T' && stamp[15] == 'Z';
  return known ? fmt::format("{}-{}-{} {}:{} UTC", stamp.substr(0, 4), stamp.substr(4, 2),
                             stamp.substr(6, 2), stamp.substr(9, 2), stamp.substr(11, 2))
               : std::string(stamp);
}

std::string how_sure(const ReportInput& input) {
  return tr(
      input.language,
      "A ratio compares two servers block by block; behind it stands its {0:.0f} % interval. A "
      "server is called better only where that interval excludes 1 and p < {1}, corrected "
      "for the number of comparisons; within ±{2:.3g} % two servers are equivalent.",
      stats::confidence * 100, stats::significance, input.run.manifest.plan.delta * 100);
}

}  // namespace tiga::suite::report
