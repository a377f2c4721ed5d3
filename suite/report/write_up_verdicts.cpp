// Every comparison of the run, by every metric.
#include <fmt/format.h>

#include "suite/report/verdict_sentences.hpp"
#include "suite/report/verdict_words.hpp"
#include "suite/report/write_up_parts.hpp"

namespace tiga::suite::report {
namespace {

using document::TableField;

// What a verdict rests on where it ranks nobody.
std::string_view ground_of(const analysis::Verdict& verdict, text::Language language) {
  if (verdict.finding == analysis::Finding::equivalent) {
    return either(language, "the 90 % interval lies within ±δ", "selang 90 % berada dalam ±δ");
  }
  if (verdict.finding == analysis::Finding::inconclusive) {
    return verdict.copy ? either(language, "a copy is never ranked", "salinan tidak diperingkat")
                        : either(language, "the 95 % interval contains 1", "selang 95 % memuat 1");
  }
  return "";
}

std::string reason_of(const analysis::Verdict& verdict, text::Language language) {
  if (verdict.causes.empty()) {
    return verdict.doubt.empty() ? std::string(ground_of(verdict, language))
                                 : verdict.doubt.in(language);
  }
  std::vector<std::string> causes;
  causes.reserve(verdict.causes.size());
  for (const text::Words& cause : verdict.causes) {
    causes.push_back(cause.in(language));
  }
  return fmt::format("{}: {}", arm_behind(verdict), fmt::join(causes, "; "));
}

std::string_view bound_text(analysis::Bound bound, text::Language language) {
  switch (bound) {
    case analysis::Bound::none:
      return either(language, "none", "tidak ada");
    case analysis::Bound::at_least:
      return either(language, "at least", "sedikitnya");
    case analysis::Bound::at_most:
      return either(language, "at most", "paling banyak");
    case analysis::Bound::both:
      return either(language, "either way", "dua arah");
    case analysis::Bound::unknown:
      return either(language, "unknown", "tidak diketahui");
  }
  return "";
}

TableField number(double value, int decimals) {
  return {fmt::format("{:.{}f}", value, decimals), value};
}

std::vector<TableField> row_of(const analysis::Verdict& verdict, text::Language language) {
  const double load = verdict.level.load.value_or(0);
  std::vector<TableField> fields{
      {std::string(metric_name(verdict.metric, language))},
      {level_field(verdict.level, language), verdict.level.concurrency + load / 2},
      {verdict.arm},
      {verdict.baseline},
      {fmt::format("{}", verdict.blocks), static_cast<double>(verdict.blocks)},
  };
  if (verdict.comparison) {
    fields.push_back(number(verdict.comparison->ratio, 3));
    fields.push_back(number(verdict.comparison->interval_95.lower, 3));
    fields.push_back(number(verdict.comparison->interval_95.upper, 3));
  } else {
    fields.resize(fields.size() + 3);
  }
  fields.push_back(verdict.corrected_p
                       ? TableField{p_value_text(*verdict.corrected_p), verdict.corrected_p}
                       : TableField{});
  fields.push_back(
      {std::string(finding_word(verdict, language)), {}, std::string(to_string(verdict.finding))});
  fields.push_back({std::string(bound_text(verdict.bound, language))});
  fields.push_back({reason_of(verdict, language)});
  return fields;
}

document::Table verdicts_table(const ReportInput& input) {
  const text::Language language = input.language;
  document::Table table;
  table.id = "verdicts";
  table.caption = either(
      language,
      "Every comparison, copies (A/A) too. The ratio is the server's value over that of the one "
      "beside it; p is corrected over the pairs and levels of its metric, and copies have none.",
      "Semua perbandingan, termasuk salinan (A/A). Rasio adalah nilai server dibagi nilai "
      "pembandingnya; p dikoreksi atas semua pasangan dan tingkat pada metrik yang sama, sedangkan "
      "salinan tidak memilikinya.");
  table.folded = true;
  const auto column = [&](std::string_view english, std::string_view indonesian, bool numeric) {
    table.columns.push_back({std::string(either(language, english, indonesian)), numeric});
  };
  column("By", "Menurut", false);
  column("Concurrency", "Konkurensi", true);
  column("Server", "Server", false);
  column("Beside", "Pembanding", false);
  column("Blocks", "Blok", true);
  column("Ratio", "Rasio", true);
  column("95 % from", "95 % dari", true);
  column("to", "sampai", true);
  column("p", "p", true);
  column("Verdict", "Putusan", false);
  column("Bound", "Batas", false);
  column("Reason", "Alasan", false);
  table.columns.back().remarks = true;
  for (const analysis::Verdict& verdict : input.verdicts) {
    table.rows.push_back(row_of(verdict, language));
  }
  return table;
}

}  // namespace

std::optional<document::Section> verdicts_section(const ReportInput& input) {
  const text::Language language = input.language;
  document::Section section{"verdicts", std::string(either(language, "Verdicts", "Putusan")), {}};
  if (input.verdicts.empty()) {
    section.blocks.emplace_back(document::Paragraph{headline(input)});
  } else {
    section.blocks.emplace_back(verdicts_table(input));
  }
  return section;
}

}  // namespace tiga::suite::report
