#include "suite/report/results_table.hpp"

#include <fmt/format.h>

#include <array>

#include "common/sequences.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/records/columns.hpp"
#include "suite/report/notes.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::report {
namespace {

using text::message;

constexpr std::array<ResultColumn, 9> all_columns{{
    {"no", message("No"), message("No"), "no", 2},
    {"concurrency_level", message("Concurrency level"), message("Concur-\nrency\nlevel"),
     "concurrency", 11},
    {"time_taken_s", message("Time taken (s)"), message("Time\ntaken\n(s)"), "time s", 10},
    {"complete_requests", message("Complete requests"), message("Complete\nrequests"), "complete",
     8},
    {"failed_requests", message("Failed requests"), message("Failed\nrequests"), "failed", 6},
    {"total_transferred_bytes", message("Total transferred (bytes)"),
     message("Total\ntransferred\n(bytes)"), "bytes", 9},
    {"requests_per_second", message("Requests per second"), message("Requests\nper\nsecond"),
     "request/s", 9},
    {"time_per_request_ms", message("Time per request (ms)"), message("Time per\nrequest\n(ms)"),
     "ms/request", 10},
    {"transfer_rate_kbytes_per_s", message("Transfer rate (Kbytes/s)"),
     message("Transfer\nrate\n(KB/s)"), "KiB/s", 9},
}};
constexpr std::size_t time_taken = 2;
constexpr std::size_t per_second = 6;

std::string terminal_line(const std::vector<std::string>& fields, std::string_view sign) {
  std::string line;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    line += at == 0 ? "" : " ";
    line += at == per_second ? fmt::format("{:>2} ", sign) : "";
    line += fmt::format("{:>{}}", fields[at].empty() ? "-" : fields[at], all_columns[at].width);
  }
  return line;
}

std::string number_or_dash(const records::Real& value) {
  return value ? fmt::format("{:.2f}", *value) : "-";
}

std::string markdown_line(const std::vector<std::string>& fields) {
  return fmt::format("| {} |\n", fmt::join(fields, " | "));
}

// "50: block 7, 12 of 12; …": which run each row is; "" if none is valid.
std::string which_runs(const analysis::ResultTable& table, text::Language language) {
  std::vector<std::string> rows;
  for (const analysis::ResultRow& entry : table.rows) {
    if (entry.block > 0) {
      rows.push_back(tr(language, "{}: block {}, {}", entry.row.concurrency_level, entry.block,
                        tr(language, "{} of {}", entry.valid, entry.of)));
    }
  }
  return fmt::format("{}", fmt::join(rows, "; "));
}

// What a row is and which run each one is, behind a blank; "" if no run is valid.
std::string what_rows_are(const analysis::ResultTable& table, text::Language language) {
  const std::string runs = which_runs(table, language);
  return runs.empty()
             ? ""
             : ' ' + tr(language, "{}; by concurrency its block, and of how many runs: {}.",
                        what_a_row_is(language), runs);
}

std::string caption_of(const ReportInput& input, const analysis::ResultTable& table) {
  return fmt::format("{}. {}.{}", load_caption(input.run, input.language),
                     place_caption(input.run.manifest, input.language),
                     what_rows_are(table, input.language));
}

}  // namespace

std::string_view bound_sign(const analysis::ResultRow& entry, std::string_view at_least,
                            std::string_view unknown) {
  return !entry.lower_bound ? unknown : *entry.lower_bound ? at_least : "";
}

std::span<const ResultColumn> result_columns() { return all_columns; }

PublishedFigure published_beside(const ReportInput& input, const analysis::ResultTable& table,
                                 const analysis::ResultRow& entry) {
  const records::TableRow* row = input.published.find_comparable(input.run.manifest.plan, table.arm,
                                                                 entry.row.concurrency_level);
  if (row == nullptr) {
    return {};
  }
  const records::Real& published = row->requests_per_second;
  const records::Real& measured = entry.row.requests_per_second;
  return {published, records::Published::without_replies(*row),
          published && measured ? records::Real(*measured / *published) : std::nullopt};
}

document::Table results_table(const ReportInput& input, const analysis::ResultTable& table,
                              text::Message ResultColumn::*headings, std::string_view at_least) {
  const text::Language language = input.language;
  const records::Columns<records::TableRow> columns = records::table_columns();
  document::Table out;
  out.id = table.arm;
  out.caption = fmt::format("{}. {}", records::named(input.run.manifest.plan, table.arm, language),
                            caption_of(input, table));
  for (const ResultColumn& column : all_columns) {
    out.columns.push_back({tr(language, column.*headings), true});
  }
  for (const analysis::ResultRow& entry : table.rows) {
    std::vector<document::TableField>& fields = out.rows.emplace_back();
    for (std::string& text : fields_of(columns, entry.row)) {
      const records::Real value = text.empty() ? std::nullopt : records::Real(std::stod(text));
      fields.push_back({std::move(text), value});
    }
    if (entry.row.requests_per_second) {
      fields[per_second].text.insert(0, bound_sign(entry, at_least, "? "));
    }
    if (!entry.row.time_taken_s) {
      const plan::Level level{static_cast<std::uint32_t>(entry.row.concurrency_level),
                              std::nullopt};
      const bool measured = !analysis::cells_of(input.run.cells, table.arm, level).empty();
      fields[time_taken] = {
          measured ? tr(language, "invalid") : tr(language, "not measured"), {}, "invalid"};
    }
  }
  return out;
}

std::string results_text(const ReportInput& input, const analysis::ResultTable& table) {
  const records::Columns<records::TableRow> columns = records::table_columns();
  const bool compared = input.run.manifest.plan.published.has_value();
  const std::vector<std::string> briefs = common::transformed(
      all_columns, [](const ResultColumn& column) { return std::string(column.brief); });
  std::string text =
      fmt::format("\n{} ({})\n{}{}\n", table.title.in(text::Language::english), table.arm,
                  terminal_line(briefs, ""), compared ? " | published     ratio" : "");
  for (const analysis::ResultRow& entry : table.rows) {
    text += terminal_line(fields_of(columns, entry.row), bound_sign(entry, ">=", "?"));
    if (compared) {
      const PublishedFigure figure = published_beside(input, table, entry);
      text += fmt::format(" | {:>9}{} {:>8}", number_or_dash(figure.per_second),
                          figure.without_replies ? '*' : ' ', number_or_dash(figure.ratio));
    }
    text += '\n';
  }
  const std::string runs = which_runs(table, text::Language::english);
  return runs.empty() ? text : text + text::paragraph("The rows' runs: " + runs, "  ", "  ");
}

std::string results_markdown(const ReportInput& input, const analysis::ResultTable& table) {
  const text::Language language = input.language;
  const records::Columns<records::TableRow> columns = records::table_columns();
  const std::vector<std::string> headings = common::transformed(
      all_columns, [&](const ResultColumn& column) { return tr(language, column.heading); });
  std::string text =
      fmt::format("### {}\n\n", input.run.manifest.plan.arm(table.arm).title.in(language)) +
      markdown_line(headings) + markdown_line(std::vector<std::string>(all_columns.size(), "---:"));
  for (const analysis::ResultRow& entry : table.rows) {
    text += markdown_line(fields_of(columns, entry.row));
  }
  return text + fmt::format("\n{}\n", caption_of(input, table));
}

}  // namespace tiga::suite::report
