#include "suite/report/tex.hpp"

#include <fmt/format.h>

#include <utility>

#include "document/latex.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/plan/level_text.hpp"
#include "suite/records/columns.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/pair_lines.hpp"
#include "suite/report/reading_notes.hpp"
#include "suite/report/words.hpp"
#include "suite/report/write_up_parts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::string rate_sign(const analysis::TableEntry& entry) {
  return !entry.lower_bound ? "? " : *entry.lower_bound ? "≥" : "";
}

std::vector<document::TableField> row_fields(const analysis::TableEntry& entry, bool measured,
                                             text::Language language) {
  std::vector<document::TableField> fields;
  for (const records::Column<records::TableRow>& column : records::table_columns()) {
    std::string text = column.get(entry.row);
    if (text.empty() && column.name == "time_taken_s") {
      text = measured ? tr(language, "invalid") : tr(language, "not measured");
    } else if (!text.empty() && column.name == "requests_per_second") {
      text.insert(0, rate_sign(entry));
    }
    fields.push_back({.text = std::move(text)});
  }
  return fields;
}

// table_headings(), broken where they would make a column wide.
std::vector<std::string> narrow_headings(text::Language language) {
  return {tr(language, "No"),
          tr(language, "Concur-\nrency\nlevel"),
          tr(language, "Time\ntaken\n(s)"),
          tr(language, "Complete\nrequests"),
          tr(language, "Failed\nrequests"),
          tr(language, "Total\ntransferred\n(bytes)"),
          tr(language, "Requests\nper\nsecond"),
          tr(language, "Time per\nrequest\n(ms)"),
          tr(language, "Transfer\nrate\n(KB/s)")};
}

bool has_bound(const analysis::Table& table) {
  for (const analysis::TableEntry& entry : table.rows) {
    if (entry.lower_bound == true) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string tex_head() { return "% Made by tiga report. \\usepackage{booktabs}; UTF-8.\n"; }

std::string table_tex(const ReportInput& input, const analysis::Table& table) {
  const text::Language language = input.language;
  const records::Manifest& manifest = input.run.manifest;
  document::Table out;
  out.id = table.arm;
  out.caption = fmt::format("{}. {}. {}.", records::named(manifest.plan, table.arm, language),
                            load_caption(input.run, language), place_caption(manifest, language));
  if (has_bound(table)) {
    out.caption += tr(language, " ≥: a lower bound, the load generator was saturated.");
  }
  for (std::string& heading : narrow_headings(language)) {
    out.columns.push_back({.title = std::move(heading), .numeric = true});
  }
  for (const analysis::TableEntry& entry : table.rows) {
    const plan::Level level{static_cast<std::uint32_t>(entry.row.concurrency_level), std::nullopt};
    const bool measured = !analysis::cells_of(input.run.cells, table.arm, level).empty();
    out.rows.push_back(row_fields(entry, measured, language));
  }
  return tex_head() + to_latex(out);
}

std::string published_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const plan::Plan& plan = input.run.manifest.plan;
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
  for (const analysis::Table& table : input.tables) {
    for (const analysis::TableEntry& entry : table.rows) {
      const records::TableRow* row =
          input.published.find_comparable(plan, table.arm, entry.row.concurrency_level);
      const records::Real& measured = entry.row.requests_per_second;
      if (row == nullptr || !row->requests_per_second) {
        continue;
      }
      out.rows.push_back(
          {{table.arm},
           {fmt::format("{}", entry.row.concurrency_level)},
           {measured ? fmt::format("{}{:.2f}", rate_sign(entry), *measured) : ""},
           {fmt::format("{:.2f}{}", *row->requests_per_second,
                        records::Published::without_replies(*row) ? "*" : "")},
           {measured ? fmt::format("{:.2f}", *measured / *row->requests_per_second) : ""}});
    }
    if (any_published(plan, input.published, table)) {
      notes.push_back(fmt::format("{}: {}", table.arm,
                                  records::Published::why_it_differs(table.arm, language)));
    }
  }
  return out.rows.empty() ? tex_head() : tex_head() + to_latex(out, notes);
}

std::string verdicts_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const std::vector<PairLine> lines = pair_lines(input);
  document::Table out;
  out.id = "verdicts";
  out.caption = tr(language, "Verdicts. In bold the better one. {}", how_sure(input));
  out.columns = {{.title = tr(language, "Concur-\nrency"), .numeric = true},
                 {.title = tr(language, "Pair")},
                 {.title = tr(language, "By"), .width = "1.7cm"},
                 {.title = tr(language, "Ratio"), .numeric = true, .remarks = true},
                 {.title = tr(language, "95 %\ninterval"), .numeric = true, .remarks = true},
                 {.title = tr(language, "How sure"), .remarks = true, .width = "2.2cm"}};
  for (const PairLine& line : lines) {
    const analysis::Verdict& verdict = line.verdict;
    out.rows.push_back(
        {{level_text(verdict.level, plan::LevelStyle::field, language)},
         {.text = fmt::format("{} / {}", verdict.arm, verdict.baseline), .strong = line.better},
         {metric_name(verdict.metric, language)},
         {line.ratio},
         {line.ratio.empty()
              ? ""
              : fmt::format("{}–{}", ratio_text(verdict.comparison->interval_95.lower),
                            ratio_text(verdict.comparison->interval_95.upper))},
         {line.certainty}});
  }
  return lines.empty() ? fmt::format("{}% {}\n", tex_head(), headline(input))
                       : tex_head() + to_latex(out);
}

std::string summary_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const document::Callout first = result(input);
  std::string text = fmt::format("{}{}\n", tex_head(), document::latex_text(first.title));
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
