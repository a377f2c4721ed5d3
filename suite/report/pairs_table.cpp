#include "suite/report/pairs_table.hpp"

#include <fmt/format.h>

#include "suite/analysis/tables.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/report/level_summary.hpp"
#include "suite/report/words.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::string p_text(const analysis::Verdict& verdict) {
  const double p = verdict.corrected_p.value_or(1);
  return fmt::format("p {}{}", p < 0.001 ? "" : "= ", p_value_text(p));
}

std::string certainty(const analysis::Verdict& verdict, double delta, text::Language language) {
  switch (verdict.kind) {
    case analysis::VerdictKind::better:
    case analysis::VerdictKind::worse:
      return p_text(verdict);
    case analysis::VerdictKind::equivalent:
      return tr(language, "equivalent within ±{:.3g} %", delta * 100);
    case analysis::VerdictKind::inconclusive:
      return tr(language, "cannot be ranked: {}",
                verdict.caveat.empty() ? p_text(verdict) : verdict.caveat.in(language));
    case analysis::VerdictKind::invalid:
      break;
  }
  return tr(language, "invalid: {}", verdict.caveat.in(language));
}

document::TableField quotient_field(const ReportInput& input, const analysis::Verdict& verdict) {
  if (verdict.metric != analysis::Metric::throughput || verdict.level.load) {
    return {};
  }
  const records::Real quotient =
      analysis::quotient_of_rows(input.run.manifest.plan, input.run.cells, verdict.arm,
                                 verdict.baseline, verdict.level.concurrency);
  return quotient ? document::TableField{ratio_text(*quotient), quotient} : document::TableField{};
}

}  // namespace

std::vector<analysis::Verdict> pairs_of(const ReportInput& input) {
  const plan::Plan& plan = input.run.manifest.plan;
  std::vector<analysis::Verdict> pairs;
  for (const plan::Level& level : plan.levels()) {
    const analysis::LevelVerdicts here = verdicts_of(plan, input.run.cells, input.verdicts, level);
    for (const analysis::Verdict& verdict : here.all) {
      if (!verdict.copy && verdict.metric == here.metric) {
        add_pair(pairs, here, verdict);
      }
    }
  }
  return pairs;
}

PairFields pair_fields(const ReportInput& input, const analysis::Verdict& verdict) {
  const text::Language language = input.language;
  const bool better = verdict.kind == analysis::VerdictKind::better;
  const bool neither = verdict.kind == analysis::VerdictKind::equivalent;
  PairFields fields;
  fields.level = {level_text(verdict.level, plan::LevelStyle::field, language),
                  verdict.level.concurrency};
  fields.pair = {.text = fmt::format("{} / {}", verdict.arm, verdict.baseline),
                 .strong = better ? verdict.arm : ""};
  fields.metric = {metric_name(verdict.metric, language)};
  fields.better = {better    ? verdict.arm
                   : neither ? tr(language, "neither")
                             : "",
                   {},
                   std::string(to_string(verdict.kind))};
  if (verdict.comparison && verdict.kind != analysis::VerdictKind::invalid) {
    const stats::Comparison& found = *verdict.comparison;
    const stats::Interval& interval = found.interval_95;
    fields.ratio = {bound_words(verdict.bound, language) + ratio_text(found.ratio), found.ratio};
    fields.interval = {
        tr(language, "{} to {}", ratio_text(interval.lower), ratio_text(interval.upper)),
        interval.lower};
  }
  fields.quotient = quotient_field(input, verdict);
  fields.certainty = {certainty(verdict, input.run.manifest.plan.delta, language)};
  if (verdict.kind != analysis::VerdictKind::invalid) {
    fields.certainty.text = tr(language, "{}; {} blocks", fields.certainty.text, verdict.blocks);
  }
  return fields;
}

}  // namespace tiga::suite::report
