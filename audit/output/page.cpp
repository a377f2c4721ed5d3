#include "audit/output/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "audit/evidence.hpp"
#include "common/text.hpp"

namespace tiga::audit::output {
namespace {

template <typename... Arguments>
void add(std::string& text, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(text), format, std::forward<Arguments>(arguments)...);
}

void add_wrapped(std::string& text, std::string_view words) {
  text += common::wrap(common::words_between_blanks(words), {.first = "    ", .indent = "    "});
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string column_text(const Column& column) {
  const std::string_view name = facts_of(column.field).name;
  std::string text =
      column.heading == name ? column.heading : fmt::format("{} = {}", column.heading, name);
  if (!column.unit.empty()) {
    text += fmt::format(" [{}{}]", column.unit, column.unit_is_given ? "" : ", not said");
  }
  return text;
}

void add_limited(std::string& text, const std::vector<std::string>& lines, std::string_view label) {
  constexpr std::size_t most = 8;
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) {
    add_wrapped(text, fmt::format("{}: {}", label, lines[i]));
  }
  if (lines.size() > most) {
    add(text, "    {}: {} more\n", label, lines.size() - most);
  }
}

void add_understood(std::string& text, const AuditedTable& table) {
  add(text, "  {}{}{}: {}", table.kind,
      table.line > 0 ? fmt::format(" at line {}", table.line) : std::string(),
      table.title.empty() ? "" : ", " + table.title, plural(table.rows.size(), "row"));
  const bool of_people = table.tool == Tool::unknown;
  add(text, "{}\n",
      of_people ? fmt::format(", decimal {}", table.decimal_sign == '.' ? "point" : "comma")
                : std::string());
  std::string columns;
  for (Column column : table.columns) {
    column.unit_is_given = column.unit_is_given || cells_name_units(table, column.field);
    columns += (columns.empty() ? "understood: " : "; ") + column_text(column);
  }
  add_wrapped(text, columns);
  if (!table.not_used.empty()) {
    add_wrapped(text, fmt::format("not used: {}", fmt::join(table.not_used, "; ")));
  }
  add_limited(text, table.not_read, "not read");
}

std::string row_name(const Row& row) {
  std::string name = fmt::format("row {}", row.index);
  const Figure* concurrency = row.find(Field::concurrency);
  if (concurrency != nullptr || !row.label.empty()) {
    name +=
        fmt::format(" ({}{}{})", row.label, row.label.empty() || concurrency == nullptr ? "" : ", ",
                    concurrency == nullptr ? "" : "c=" + concurrency->text);
  }
  return name;
}

// FILE:LINE: error [rule] row 3 (c=100): figures
void add_finding(std::string& text, const std::string& file, const AuditedTable& table,
                 const rules::Rule& rule, const rules::Finding& finding) {
  const bool whole = finding.row == rules::Finding::whole_table;
  const std::size_t line = whole ? table.line : table.rows[finding.row].line;
  add(text, "{}{}: {} [{}] {}: {}\n", file, line > 0 ? fmt::format(":{}", line) : std::string(),
      rule.severity == rules::Severity::error ? "error" : "note", rule.name,
      whole ? "all rows" : row_name(table.rows[finding.row]), finding.figures);
}

void add_findings(std::string& text, const std::string& file, const AuditedTable& table,
                  const rules::RuleFindings& findings, Totals& totals) {
  constexpr std::size_t most_notes = 6;
  const bool is_error = findings.rule->severity == rules::Severity::error;
  (is_error ? totals.errors : totals.notes) += findings.of_rows.size();
  const std::size_t shown =
      is_error ? findings.of_rows.size() : std::min(most_notes, findings.of_rows.size());
  for (std::size_t i = 0; i < shown; ++i) {
    add_finding(text, file, table, *findings.rule, findings.of_rows[i]);
  }
  if (shown < findings.of_rows.size()) {
    add(text, "    and {} more rows\n", findings.of_rows.size() - shown);
  }
  add_wrapped(text, findings.rule->meaning);
}

}  // namespace

std::string page_of(const AuditedFile& file, Totals& totals) {
  std::string text = file.name + '\n';
  ++totals.files;
  for (const AuditedTable& table : file.tables) {
    ++totals.tables;
    totals.rows += table.rows.size();
    add_understood(text, table);
    for (const rules::RuleFindings& findings : rules::audit(table)) {
      add_findings(text, file.name, table, findings, totals);
    }
  }
  add_limited(text, file.not_understood, "not understood");
  return text + '\n';
}

std::string summary_of(const Totals& totals) {
  return fmt::format("{}, {}, {}: {}, {}\n", plural(totals.files, "file"),
                     plural(totals.tables, "table"), plural(totals.rows, "row"),
                     plural(totals.errors, "error"), plural(totals.notes, "note"));
}

}  // namespace tiga::audit::output
