#include "suite/report/tex.hpp"

#include <fmt/format.h>

#include "common/sequences.hpp"
#include "document/latex.hpp"
#include "suite/report/machine_notes.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/notes.hpp"
#include "suite/report/pairs_table.hpp"
#include "suite/report/results_table.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {

std::string tex_head() { return "% Made by tiga report. \\usepackage{booktabs}; UTF-8.\n"; }

std::string table_tex(const ReportInput& input, const analysis::ResultTable& table) {
  document::Table out = results_table(input, table, &ResultColumn::narrow, "≥");
  if (common::contains(table.rows, std::optional(true), &analysis::ResultRow::lower_bound)) {
    out.caption += tr(input.language, " ≥: a lower bound, the load generator was saturated.");
  }
  return tex_head() + to_latex(out);
}

std::string published_tex(const ReportInput& input) {
  const text::Language language = input.language;
  document::Table out;
  std::vector<std::string> notes;
  out.id = "published";
  out.caption = tr(language,
                   "Requests per second: measured beside the 2020 report's. Its servers were "
                   "other ones on another machine.");
  out.columns = {{"Server"},
                 {tr(language, "Concurrency"), true},
                 {tr(language, "Measured"), true},
                 {tr(language, "Published"), true},
                 {tr(language, "Ratio"), true}};
  for (const analysis::ResultTable& table : input.tables) {
    for (const analysis::ResultRow& entry : table.rows) {
      const PublishedFigure figure = published_beside(input, table, entry);
      if (!figure.per_second) {
        continue;
      }
      const records::Real& measured = entry.row.requests_per_second;
      out.rows.push_back(
          {{table.arm},
           {fmt::format("{}", entry.row.concurrency_level)},
           {measured ? fmt::format("{}{:.2f}", bound_sign(entry, "≥", "? "), *measured) : ""},
           {fmt::format("{:.2f}{}", *figure.per_second, figure.without_replies ? "*" : "")},
           {figure.ratio ? fmt::format("{:.2f}", *figure.ratio) : ""}});
    }
    if (any_published(input, table)) {
      notes.push_back(fmt::format("{}: {}", table.arm,
                                  records::Published::why_it_differs(table.arm, language)));
    }
  }
  return out.rows.empty() ? tex_head() : tex_head() + to_latex(out, notes);
}

std::string verdicts_tex(const ReportInput& input) {
  const text::Language language = input.language;
  document::Table out;
  out.id = "verdicts";
  out.caption = tr(language, "Verdicts. In bold the better one. {}", how_sure(input)) + ' ' +
                why_quotients_differ(language);
  out.columns = {{.title = tr(language, "Concur-\nrency"), .numeric = true},
                 {.title = tr(language, "Pair")},
                 {.title = tr(language, "By"), .width = "1.7cm"},
                 {.title = tr(language, "Ratio"), .numeric = true, .remarks = true},
                 {.title = tr(language, "95 %\ninterval"), .numeric = true, .remarks = true},
                 {.title = tr(language, "How sure"), .remarks = true, .width = "2.2cm"}};
  for (const analysis::Verdict& verdict : pairs_of(input)) {
    PairFields fields = pair_fields(input, verdict);
    if (!fields.ratio.text.empty()) {
      fields.interval.text = fmt::format("{}–{}", ratio_text(verdict.comparison->interval_95.lower),
                                         ratio_text(verdict.comparison->interval_95.upper));
    }
    out.rows.push_back({fields.level, fields.pair, fields.metric, fields.ratio, fields.interval,
                        fields.certainty});
  }
  return out.rows.empty() ? fmt::format("{}% {}\n", tex_head(), headline(input))
                          : tex_head() + to_latex(out);
}

std::string summary_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const document::Callout first = result(input);
  std::string text = tex_head();
  for (const std::string& cut : about_cut(input.run, language)) {
    text += document::latex_text(cut) + '\n';
  }
  if (const Notes disturbed = disturbances(input.run, input.verdicts, language);
      !disturbed.empty()) {
    text += fmt::format("{}:\n{}\n", tr(language, "This run was disturbed"),
                        document::latex_items(disturbed));
  }
  text += document::latex_text(first.title) + '\n';
  text += document::latex_items(first.lines);
  text += document::latex_text(what_was_done(input)) + '\n';
  if (!input.verdicts.empty()) {
    text += document::latex_text(how_sure(input)) + '\n';
  }
  if (const std::vector<std::string> warnings = grave_warnings(input); !warnings.empty()) {
    text += fmt::format("\n{}\n{}", tr(language, "To be borne in mind:"),
                        document::latex_items(warnings));
  }
  return text;
}

}  // namespace tiga::suite::report
