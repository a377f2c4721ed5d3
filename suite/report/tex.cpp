#include "suite/report/tex.hpp"

#include <fmt/format.h>

#include <utility>

#include "suite/analysis/arm_summary.hpp"
#include "suite/records/columns.hpp"
#include "suite/report/reading_notes.hpp"
#include "suite/report/tex_text.hpp"
#include "suite/report/verdict_sentences.hpp"
#include "suite/report/verdict_words.hpp"
#include "suite/report/write_up_parts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

std::string rate_sign(const analysis::TableEntry& entry) {
  return !entry.lower_bound ? "? " : *entry.lower_bound ? "$\\geq$" : "";
}

std::vector<std::string> row_fields(const analysis::TableEntry& entry, bool measured,
                                    text::Language language) {
  std::vector<std::string> fields;
  for (const records::Column<records::TableRow>& column : records::table_columns()) {
    std::string text = column.get(entry.row);
    if (text.empty()) {
      text = column.name != "time_taken_s" ? "--"
             : measured                    ? tr(language, "invalid")
                                           : tr(language, "not measured");
    } else if (column.name == "requests_per_second") {
      text.insert(0, rate_sign(entry));
    }
    fields.push_back(std::move(text));
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

// Text that is broken into lines within its column.
std::string paragraph_field(std::string_view width, std::string_view text) {
  return fmt::format(R"(\parbox[t]{{{}}}{{\raggedright {}\strut}})", width, tex_escape(text));
}

std::string items(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += fmt::format("\\item {}\n", tex_escape(line));
  }
  return text.empty() ? "" : fmt::format("\\begin{{itemize}}\n{}\\end{{itemize}}\n", text);
}

}  // namespace

std::string table_tex(const ReportInput& input, const analysis::Table& table) {
  const text::Language language = input.language;
  const records::Manifest& manifest = input.run.manifest;
  TexTable out;
  out.label = table.arm;
  out.caption = fmt::format("{}. {}. {}.", records::named(manifest.plan, table.arm, language),
                            load_caption(input.run, language), place_caption(manifest, language));
  if (has_bound(table)) {
    out.caption += tr(language, " ≥: a lower bound, the load generator was saturated.");
  }
  out.headings = narrow_headings(language);
  out.columns = std::string(out.headings.size(), 'r');
  for (const analysis::TableEntry& entry : table.rows) {
    const plan::Level level{static_cast<std::uint32_t>(entry.row.concurrency_level), std::nullopt};
    const bool measured = !analysis::cells_of(input.run.cells, table.arm, level).empty();
    out.rows += tex_row(row_fields(entry, measured, language));
  }
  return to_tex(out);
}

std::string published_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const plan::Plan& plan = input.run.manifest.plan;
  TexTable out;
  out.label = "published";
  out.caption = tr(language,
                   "Requests per second: measured beside the 2020 report's. Its servers were "
                   "other ones on another machine.");
  out.columns = "lrrrr";
  out.headings = {"Server", tr(language, "Concurrency"), tr(language, "Measured"),
                  tr(language, "Published"), tr(language, "Ratio")};
  for (const analysis::Table& table : input.tables) {
    for (const analysis::TableEntry& entry : table.rows) {
      const records::TableRow* row =
          input.published.find_comparable(plan, table.arm, entry.row.concurrency_level);
      const records::Real& measured = entry.row.requests_per_second;
      if (row == nullptr || !row->requests_per_second) {
        continue;
      }
      out.rows +=
          tex_row({tex_escape(table.arm), fmt::format("{}", entry.row.concurrency_level),
                   measured ? fmt::format("{}{:.2f}", rate_sign(entry), *measured) : "--",
                   fmt::format("{:.2f}{}", *row->requests_per_second,
                               records::Published::without_replies(*row) ? "*" : ""),
                   measured ? fmt::format("{:.2f}", *measured / *row->requests_per_second) : "--"});
    }
    if (any_published(plan, input.published, table)) {
      out.notes.push_back(fmt::format("{}: {}", table.arm,
                                      records::Published::why_it_differs(table.arm, language)));
    }
  }
  return out.rows.empty() ? std::string(tex_head()) : to_tex(out);
}

std::string verdicts_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const std::vector<PairLine> lines = pair_lines(input);
  TexTable out;
  out.label = "verdicts";
  out.caption = tr(language, "Verdicts. In bold the better one. {}", how_sure(input));
  out.columns = "rllrrl";
  out.headings = {
      tr(language, "Concur-\nrency"), tr(language, "Pair"),           tr(language, "By"),
      tr(language, "Ratio"),          tr(language, "95 %\ninterval"), tr(language, "How sure")};
  for (const PairLine& line : lines) {
    const analysis::Verdict& verdict = line.verdict;
    const std::string arm = tex_escape(verdict.arm);
    out.rows += tex_row(
        {tex_escape(level_field(verdict.level, language)),
         fmt::format("{} / {}", line.better.empty() ? arm : fmt::format("\\textbf{{{}}}", arm),
                     tex_escape(verdict.baseline)),
         paragraph_field("1.7cm", metric_name(verdict.metric, language)), tex_escape(line.ratio),
         line.ratio.empty()
             ? ""
             : fmt::format("{}--{}", ratio_text(verdict.comparison->interval_95.lower),
                           ratio_text(verdict.comparison->interval_95.upper)),
         paragraph_field("2.2cm", line.certainty)});
  }
  return lines.empty() ? fmt::format("{}% {}\n", tex_head(), headline(input)) : to_tex(out);
}

std::string summary_tex(const ReportInput& input) {
  const text::Language language = input.language;
  const document::Callout first = result(input);
  std::string text = fmt::format("{}{}\n", tex_head(), tex_escape(first.title));
  text += items(first.lines);
  text += tex_escape(what_was_done(input)) + '\n';
  if (!input.verdicts.empty()) {
    text += tex_escape(how_sure(input)) + '\n';
  }
  if (const std::vector<std::string> warnings = grave_warnings(input); !warnings.empty()) {
    text += fmt::format("\n{}\n{}", tr(language, "To be borne in mind:"), items(warnings));
  }
  return text;
}

}  // namespace tiga::suite::report
