#include "suite/report/pair_lines.hpp"

#include <fmt/format.h>

#include "suite/analysis/level_verdicts.hpp"
#include "suite/report/level_summary.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::string p_text(const analysis::Verdict& verdict) {
  const double p = verdict.corrected_p.value_or(1);
  return fmt::format("p {}{}", p < 0.001 ? "" : "= ", p_value_text(p));
}

std::string certainty(const analysis::Verdict& verdict, const plan::Plan& plan,
                      text::Language language) {
  switch (verdict.finding) {
    case analysis::Finding::better:
    case analysis::Finding::worse:
      return p_text(verdict);
    case analysis::Finding::equivalent:
      return tr(language, "equivalent within ±{:.3g} %", plan.delta * 100);
    case analysis::Finding::inconclusive:
      return tr(language, "cannot be ranked: {}",
                verdict.caveat.empty() ? p_text(verdict) : verdict.caveat.in(language));
    case analysis::Finding::invalid:
      break;
  }
  return tr(language, "invalid: {}", verdict.caveat.in(language));
}

PairLine pair_line(const analysis::Verdict& seen, const plan::Plan& plan, text::Language language) {
  const analysis::Verdict verdict = from_better(seen);
  PairLine line{verdict, "", "", "", certainty(verdict, plan, language)};
  if (verdict.finding == analysis::Finding::better) {
    line.better = verdict.arm;
  }
  if (verdict.comparison && verdict.finding != analysis::Finding::invalid) {
    const stats::Comparison& found = *verdict.comparison;
    line.ratio = bound_words(verdict.bound, language) + ratio_text(found.ratio);
    line.interval = tr(language, "{} to {}", ratio_text(found.interval_95.lower),
                       ratio_text(found.interval_95.upper));
  }
  return line;
}

}  // namespace

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

}  // namespace tiga::suite::report
