// The results: one table for each server, with the published figures beside.
#include <fmt/format.h>

#include <algorithm>

#include "suite/arm_facts.hpp"
#include "suite/columns.hpp"
#include "suite/reading.hpp"
#include "suite/told.hpp"
#include "suite/told_reason.hpp"
#include "suite/write_up_parts.hpp"

namespace tiga::suite {
namespace {

using document::TableField;

std::string_view bound_sign(const TableEntry& entry) {
  if (!entry.row.requests_per_second) {
    return "";
  }
  return !entry.lower_bound ? "? " : *entry.lower_bound ? ">= " : "";
}

std::vector<TableField> row_of(const TableEntry& entry) {
  const Columns<TableRow> columns = table_columns();
  std::vector<TableField> fields;
  fields.reserve(columns.size() + 2);
  for (const Column<TableRow>& column : columns) {
    const std::string text = column.get(entry.row);
    TableField field{text, text.empty() ? std::nullopt : std::optional(std::stod(text))};
    if (column.name == "requests_per_second") {
      field.text = fmt::format("{}{}", bound_sign(entry), text);
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

void add_published(std::vector<TableField>& fields, const TableRow& measured,
                   const TableRow* published) {
  TableField figure;
  TableField ratio;
  if (published != nullptr && published->requests_per_second) {
    figure = {fmt::format("{:.2f}{}", *published->requests_per_second,
                          Published::without_replies(*published) ? " *" : ""),
              published->requests_per_second};
    if (measured.requests_per_second) {
      const double times = *measured.requests_per_second / *published->requests_per_second;
      ratio = {fmt::format("{:.2f}", times), times};
    }
  }
  fields.push_back(std::move(figure));
  fields.push_back(std::move(ratio));
}

document::Table arm_table(const Findings& findings, const Table& table) {
  const Language language = findings.language;
  const Manifest& manifest = findings.run.manifest;
  const bool compared = any_published(manifest.plan, findings.published, table);
  document::Table out;
  out.id = "arm-" + table.arm;
  out.caption =
      fmt::format("{}. {}. {}.", named(manifest.plan, table.arm, language),
                  load_caption(findings.run, language), place_caption(manifest, language));
  for (const std::string& heading : table_headings(language)) {
    out.columns.push_back({heading, true});
  }
  if (compared) {
    out.columns.push_back({std::string(either(language, "Published requests per second",
                                              "Permintaan per detik dalam laporan 2020")),
                           true});
    out.columns.push_back({std::string(either(language, "Ratio", "Rasio")), true});
  }
  for (const TableEntry& entry : table.rows) {
    std::vector<TableField> fields = row_of(entry);
    if (compared) {
      add_published(fields, entry.row,
                    findings.published.find_comparable(manifest.plan, table.arm,
                                                       entry.row.concurrency_level));
    }
    if (!entry.row.time_taken_s) {
      const Level level{static_cast<std::uint32_t>(entry.row.concurrency_level), std::nullopt};
      const bool measured = !cells_of(findings.run.cells, table.arm, level).empty();
      fields[2] = {std::string(measured ? either(language, "invalid", "tidak sah")
                                        : either(language, "not measured", "tidak diukur")),
                   {},
                   "invalid"};
    }
    out.rows.push_back(std::move(fields));
  }
  return out;
}

// Why a row has no figures.
std::vector<std::string> empty_rows(const Findings& findings, const Table& table) {
  const Language language = findings.language;
  std::vector<std::string> lines;
  for (const TableEntry& entry : table.rows) {
    if (entry.row.time_taken_s) {
      continue;
    }
    const auto concurrency = static_cast<std::uint32_t>(entry.row.concurrency_level);
    const auto cells = cells_of(findings.run.cells, table.arm, {concurrency, std::nullopt});
    const auto [reason, count] = commonest_reason(cells);
    lines.push_back(cells.empty()
                        ? told(language, "Concurrency {}: {} was not measured.",
                               "Konkurensi {}: {} tidak diukur.", concurrency, table.arm)
                        : told(language, "Concurrency {}: no cell of {} is valid: {} ({} of {}).",
                               "Konkurensi {}: tidak ada sel {} yang sah: {} ({} dari {}).",
                               concurrency, table.arm, told_reason(reason, language), count,
                               cells.size()));
  }
  return lines;
}

}  // namespace

std::optional<Section> results_section(const Findings& findings) {
  const Language language = findings.language;
  const Plan& plan = findings.run.manifest.plan;
  Section section{"results", std::string(either(language, "Results", "Hasil")), {}};
  for (const Table& table : findings.tables) {
    section.blocks.emplace_back(arm_table(findings, table));
    if (std::vector<std::string> lines = empty_rows(findings, table); !lines.empty()) {
      section.blocks.emplace_back(document::Bullets{std::move(lines)});
    }
    if (any_published(plan, findings.published, table)) {
      section.blocks.emplace_back(
          document::Paragraph{Published::why_it_differs(table.arm, language)});
    }
  }
  Notes notes{what_a_row_is(language) + '.'};
  append(notes, about_published(findings.run, findings.tables, findings.published, language));
  append(notes, about_signs(findings.tables, language));
  notes.emplace_back(either(
      language,
      "Time per request is ab's second line, time taken / requests: not how long a client waited.",
      "Waktu per permintaan adalah baris kedua ab, waktu total / permintaan: bukan lamanya klien "
      "menunggu."));
  section.blocks.emplace_back(document::Bullets{std::move(notes)});
  return section;
}

}  // namespace tiga::suite
