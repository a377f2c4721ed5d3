#include "audit/output/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit/evidence.hpp"
#include "common/text.hpp"
#include "suite/text/tr.hpp"

namespace tiga::audit::output {
namespace {

using suite::text::Language;
using suite::text::tr;

std::string wrapped(std::string_view words) {
  return common::wrap(common::words_between_blanks(words), {.first = "    ", .indent = "    "});
}

std::string tables_text(std::size_t count, Language language) {
  return count == 1 ? tr(language, "1 table") : tr(language, "{} tables", count);
}

std::string rows_text(std::size_t count, Language language) {
  return count == 1 ? tr(language, "1 row") : tr(language, "{} rows", count);
}

std::string column_text(const Column& column, Language language) {
  const std::string name = tr(language, suite::text::Message{facts_of(column.field).name});
  std::string text =
      column.heading == name ? column.heading : fmt::format("{} = {}", column.heading, name);
  if (!column.unit.empty()) {
    text += column.unit_is_given ? fmt::format(" [{}]", column.unit)
                                 : fmt::format(" [{}, {}]", column.unit, tr(language, "not said"));
  }
  return text;
}

std::string limited(const std::vector<std::string>& lines, const std::string& label,
                    Language language) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) {
    text += wrapped(fmt::format("{}: {}", label, lines[i]));
  }
  if (lines.size() > most) {
    text += wrapped(tr(language, "{}: {} more", label, lines.size() - most));
  }
  return text;
}

// "ab's report"; formats ("CSV") have the same name in every language.
std::string kind_text(const std::string& kind, Language language) {
  const auto whose = [&](std::string_view what) {
    return kind.ends_with(what) ? kind.substr(0, kind.size() - what.size()) : std::string();
  };
  if (const std::string tool = whose("'s report"); !tool.empty()) {
    return tr(language, "{}'s report", tool);
  }
  if (const std::string tool = whose("'s samples"); !tool.empty()) {
    return tr(language, "{}'s samples", tool);
  }
  if (const std::string tool = whose("'s statistics"); !tool.empty()) {
    return tr(language, "{}'s statistics", tool);
  }
  return kind;
}

// "HTML at line 3, Load test: 5 rows, decimal point"
std::string headline(const AuditedTable& table, Language language) {
  std::string text = "  " + kind_text(table.kind, language);
  if (table.line > 0) {
    text = tr(language, "{} at line {}", text, table.line);
  }
  text += (table.title.empty() ? "" : ", " + table.title) + ": " +
          rows_text(table.rows.size(), language);
  if (table.tool == Tool::unknown) {  // made by people
    text += ", " + (table.decimal_sign == '.' ? tr(language, "decimal point")
                                              : tr(language, "decimal comma"));
  }
  return text + '\n';
}

std::string understood(const AuditedTable& table, Language language) {
  std::string columns;
  for (Column column : table.columns) {
    column.unit_is_given = column.unit_is_given || cells_name_units(table, column.field);
    columns += (columns.empty() ? tr(language, "understood") + ": " : "; ") +
               column_text(column, language);
  }
  std::string text = headline(table, language) + wrapped(columns);
  if (!table.not_used.empty()) {
    text +=
        wrapped(fmt::format("{}: {}", tr(language, "not used"), fmt::join(table.not_used, "; ")));
  }
  return text + limited(table.not_read, tr(language, "not read"), language);
}

std::string row_name(const Row& row, Language language) {
  std::string name = tr(language, "row {}", row.index);
  const Figure* concurrency = row.find(Field::concurrency);
  if (concurrency != nullptr || !row.label.empty()) {
    name +=
        fmt::format(" ({}{}{})", row.label, row.label.empty() || concurrency == nullptr ? "" : ", ",
                    concurrency == nullptr ? "" : "c=" + concurrency->text);
  }
  return name;
}

// FILE:LINE: error [rule] row 3 (c=100): figures
std::string finding_line(const std::string& file, const AuditedTable& table,
                         const rules::Rule& rule, const rules::Finding& finding,
                         Language language) {
  const bool whole = finding.row == rules::Finding::whole_table;
  const std::size_t line = whole ? table.line : table.rows[finding.row].line;
  return fmt::format(
      "{}{}: {} [{}] {}: {}\n", file, line > 0 ? fmt::format(":{}", line) : std::string(),
      rule.severity == rules::Severity::error ? tr(language, "error") : tr(language, "note"),
      rule.name, whole ? tr(language, "all rows") : row_name(table.rows[finding.row], language),
      finding.figures.in(language));
}

std::string findings_text(const std::string& file, const AuditedTable& table,
                          const rules::RuleFindings& findings, Language language) {
  constexpr std::size_t most_notes = 6;
  constexpr std::size_t most_errors = 20;
  const bool is_error = findings.rule->severity == rules::Severity::error;
  const std::size_t all = findings.of_rows.size();
  const std::size_t shown = std::min(is_error ? most_errors : most_notes, all);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    text += finding_line(file, table, *findings.rule, findings.of_rows[i], language);
  }
  if (shown < all) {
    text += wrapped(all - shown == 1 ? tr(language, "and 1 more row")
                                     : tr(language, "and {} more rows", all - shown));
  }
  return text + wrapped(tr(language, findings.rule->meaning));
}

}  // namespace

std::string page_of(const FileAudit& one, Language language) {
  const std::string name = common::printable(one.file.name);
  std::string text = name + '\n';
  for (std::size_t i = 0; i < one.file.tables.size(); ++i) {
    const AuditedTable& table = one.file.tables[i];
    text += understood(table, language);
    for (const rules::RuleFindings& findings : one.findings[i]) {
      text += findings_text(name, table, findings, language);
    }
  }
  return text + limited(one.file.not_understood, tr(language, "not understood"), language) + '\n';
}

std::string summary_of(const Totals& totals, Language language) {
  const std::string files =
      totals.files == 1 ? tr(language, "1 file") : tr(language, "{} files", totals.files);
  const std::string errors =
      totals.errors == 1 ? tr(language, "1 error") : tr(language, "{} errors", totals.errors);
  const std::string notes =
      totals.notes == 1 ? tr(language, "1 note") : tr(language, "{} notes", totals.notes);
  return fmt::format("{}, {}, {}: {}, {}\n", files, tables_text(totals.tables, language),
                     rows_text(totals.rows, language), errors, notes);
}

}  // namespace tiga::audit::output
