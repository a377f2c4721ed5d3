// The results: one table for each server, with the published figures beside.
#include <fmt/format.h>

#include <algorithm>

#include "suite/analysis/arm_summary.hpp"
#include "suite/records/columns.hpp"
#include "suite/report/reading_notes.hpp"
#include "suite/report/write_up_parts.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {
namespace {

using document::TableField;

std::string_view bound_sign(const analysis::TableEntry& entry) {
  if (!entry.row.requests_per_second) {
    return "";
  }
  return !entry.lower_bound ? "? " : *entry.lower_bound ? ">= " : "";
}

std::vector<TableField> row_of(const analysis::TableEntry& entry) {
  const records::Columns<records::TableRow> columns = records::table_columns();
  std::vector<TableField> fields;
  fields.reserve(columns.size() + 2);
  for (const records::Column<records::TableRow>& column : columns) {
    const std::string text = column.get(entry.row);
    TableField field{text, text.empty() ? std::nullopt : std::optional(std::stod(text))};
    if (column.name == "requests_per_second") {
      field.text = fmt::format("{}{}", bound_sign(entry), text);
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

void add_published(std::vector<TableField>& fields, const records::TableRow& measured,
                   const records::TableRow* published) {
  TableField figure;
  TableField ratio;
  if (published != nullptr && published->requests_per_second) {
    figure = {fmt::format("{:.2f}{}", *published->requests_per_second,
                          records::Published::without_replies(*published) ? " *" : ""),
              published->requests_per_second};
    if (measured.requests_per_second) {
      const double times = *measured.requests_per_second / *published->requests_per_second;
      ratio = {fmt::format("{:.2f}", times), times};
    }
  }
  fields.push_back(std::move(figure));
  fields.push_back(std::move(ratio));
}

document::Table arm_table(const ReportInput& input, const analysis::Table& table) {
  const text::Language language = input.language;
  const records::Manifest& manifest = input.run.manifest;
  const bool compared = any_published(manifest.plan, input.published, table);
  document::Table out;
  out.id = "arm-" + table.arm;
  out.caption = fmt::format("{}. {}. {}.", records::named(manifest.plan, table.arm, language),
                            load_caption(input.run, language), place_caption(manifest, language));
  for (const std::string& heading : analysis::table_headings(language)) {
    out.columns.push_back({heading, true});
  }
  if (compared) {
    out.columns.push_back({tr(language, "Published requests per second"), true});
    out.columns.push_back({tr(language, "Ratio"), true});
  }
  for (const analysis::TableEntry& entry : table.rows) {
    std::vector<TableField> fields = row_of(entry);
    if (compared) {
      add_published(
          fields, entry.row,
          input.published.find_comparable(manifest.plan, table.arm, entry.row.concurrency_level));
    }
    if (!entry.row.time_taken_s) {
      const plan::Level level{static_cast<std::uint32_t>(entry.row.concurrency_level),
                              std::nullopt};
      const bool measured = !analysis::cells_of(input.run.cells, table.arm, level).empty();
      fields[2] = {
          measured ? tr(language, "invalid") : tr(language, "not measured"), {}, "invalid"};
    }
    out.rows.push_back(std::move(fields));
  }
  return out;
}

// Why a row has no figures.
std::vector<std::string> empty_rows(const ReportInput& input, const analysis::Table& table) {
  const text::Language language = input.language;
  std::vector<std::string> lines;
  for (const analysis::TableEntry& entry : table.rows) {
    if (entry.row.time_taken_s) {
      continue;
    }
    const auto concurrency = static_cast<std::uint32_t>(entry.row.concurrency_level);
    const auto cells = analysis::cells_of(input.run.cells, table.arm, {concurrency, std::nullopt});
    const auto [reason, count] = analysis::commonest_reason(cells);
    lines.push_back(
        cells.empty() ? tr(language, "Concurrency {}: {} was not measured.", concurrency, table.arm)
                      : tr(language, "Concurrency {}: no cell of {} is valid: {} ({} of {}).",
                           concurrency, table.arm, reason.in(language), count, cells.size()));
  }
  return lines;
}

}  // namespace

std::optional<document::Section> results_section(const ReportInput& input) {
  const text::Language language = input.language;
  const plan::Plan& plan = input.run.manifest.plan;
  document::Section section{"results", tr(language, "Results"), {}};
  for (const analysis::Table& table : input.tables) {
    section.blocks.emplace_back(arm_table(input, table));
    if (std::vector<std::string> lines = empty_rows(input, table); !lines.empty()) {
      section.blocks.emplace_back(document::Bullets{std::move(lines)});
    }
    if (any_published(plan, input.published, table)) {
      section.blocks.emplace_back(
          document::Paragraph{records::Published::why_it_differs(table.arm, language)});
    }
  }
  Notes notes{what_a_row_is(language) + '.'};
  append(notes, about_published(input.run, input.tables, input.published, language));
  append(notes, about_signs(input.tables, language));
  notes.emplace_back(tr(language,
                        "Time per request is ab's second line, time taken / requests: not how long "
                        "a client waited."));
  section.blocks.emplace_back(document::Bullets{std::move(notes)});
  return section;
}

}  // namespace tiga::suite::report
