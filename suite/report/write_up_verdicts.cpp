// Every comparison of the run, by every metric.
#include <fmt/format.h>

#include "suite/plan/level_text.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::TableField;

// The reason for a finding that is no ranking.
std::string ground_of(const analysis::Verdict& verdict, text::Language language) {
  if (verdict.kind == analysis::VerdictKind::equivalent) {
    return tr(language, "the 90 % interval lies within ±δ");
  }
  if (verdict.kind == analysis::VerdictKind::inconclusive) {
    return verdict.copy ? tr(language, "a copy is never ranked")
                        : tr(language, "the 95 % interval contains 1");
  }
  return "";
}

std::string reason_of(const analysis::Verdict& verdict, text::Language language) {
  const std::string causes = first_causes(verdict, "; ", std::string::npos, language);
  return !causes.empty()           ? fmt::format("{}: {}", arm_behind(verdict), causes)
         : !verdict.caveat.empty() ? verdict.caveat.in(language)
                                   : ground_of(verdict, language);
}

std::string bound_text(analysis::Bound bound, text::Language language) {
  switch (bound) {
    case analysis::Bound::none:
      return tr(language, "none");
    case analysis::Bound::at_least:
      return tr(language, "at least");
    case analysis::Bound::at_most:
      return tr(language, "at most");
    case analysis::Bound::both:
      return tr(language, "either way");
    case analysis::Bound::unknown:
      return tr(language, "unknown");
  }
  return "";
}

std::vector<TableField> verdict_row(const analysis::Verdict& verdict, text::Language language) {
  const double load = verdict.level.load.value_or(0);
  const auto compared = [&](auto figure) {
    return verdict.comparison ? number_field(figure(*verdict.comparison), 3) : TableField{};
  };
  return {
      {metric_name(verdict.metric, language)},
      {level_text(verdict.level, plan::LevelStyle::field, language),
       verdict.level.concurrency + load / 2},
      {verdict.arm},
      {verdict.baseline},
      number_field(static_cast<double>(verdict.blocks), 0),
      compared([](const stats::Comparison& found) { return found.ratio; }),
      compared([](const stats::Comparison& found) { return found.interval_95.lower; }),
      compared([](const stats::Comparison& found) { return found.interval_95.upper; }),
      verdict.corrected_p ? TableField{p_value_text(*verdict.corrected_p), verdict.corrected_p}
                          : TableField{},
      {finding_word(verdict, language), {}, std::string(to_string(verdict.kind))},
      {bound_text(verdict.bound, language)},
      {reason_of(verdict, language)},
  };
}

document::Table verdicts_table(const ReportInput& input) {
  const text::Language language = input.language;
  document::Table table;
  table.id = "verdicts";
  table.caption = tr(
      language,
      "Every comparison, copies (A/A) too. The ratio is the server's value over that of the one "
      "beside it; p is corrected over the pairs and levels of its metric, and copies have none.");
  table.folded = true;
  table.columns = {{tr(language, "By")},
                   {tr(language, "Concurrency"), true},
                   {tr(language, "Server")},
                   {tr(language, "Beside")},
                   {tr(language, "Blocks"), true},
                   {tr(language, "Ratio"), true},
                   {tr(language, "95 % from"), true},
                   {tr(language, "to"), true},
                   {tr(language, "p"), true},
                   {tr(language, "Verdict")},
                   {tr(language, "Bound")},
                   {tr(language, "Reason"), false, true}};
  for (const analysis::Verdict& verdict : input.verdicts) {
    table.rows.push_back(verdict_row(verdict, language));
  }
  return table;
}

}  // namespace

std::optional<document::Section> verdicts_section(const ReportInput& input) {
  const text::Language language = input.language;
  document::Section section{"verdicts", tr(language, "Verdicts"), {}};
  if (input.verdicts.empty()) {
    section.blocks.emplace_back(document::Paragraph{headline(input)});
  } else {
    section.blocks.emplace_back(verdicts_table(input));
  }
  return section;
}

}  // namespace tiga::suite::report
