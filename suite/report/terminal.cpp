#include "suite/report/terminal.hpp"

#include <fmt/format.h>

#include <string_view>

#include "suite/records/paths.hpp"
#include "suite/report/narrator.hpp"
#include "suite/report/reading_notes.hpp"
#include "suite/text/paragraph.hpp"

namespace tiga::suite::report {
namespace {

constexpr text::Language english = text::Language::english;

template <class Value>
std::string shown(const std::optional<Value>& value) {
  return value ? fmt::format("{}", *value) : "-";
}

std::string shown(const records::Real& value, int decimals) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "-";
}

std::string_view bound_sign(const analysis::TableEntry& entry) {
  if (!entry.lower_bound) {
    return "?";
  }
  return *entry.lower_bound ? ">=" : "";
}

std::string table_line(const analysis::TableEntry& entry) {
  const records::TableRow& row = entry.row;
  return fmt::format("{:>2} {:>11} {:>10} {:>8} {:>6} {:>9} {:>2} {:>9} {:>10} {:>9}", row.no,
                     row.concurrency_level, shown(row.time_taken_s, 6),
                     shown(row.complete_requests), shown(row.failed_requests),
                     shown(row.total_transferred_bytes), bound_sign(entry),
                     shown(row.requests_per_second, 2), shown(row.time_per_request_ms, 6),
                     shown(row.transfer_rate_kbytes_per_s, 2));
}

// What stands behind it where the plan names a published report.
std::string published_fields(const analysis::TableEntry& entry,
                             const records::TableRow* published) {
  const records::Real& measured = entry.row.requests_per_second;
  records::Real ratio;
  if (published != nullptr && measured && published->requests_per_second) {
    ratio = *measured / *published->requests_per_second;
  }
  const bool empty = published != nullptr && records::Published::without_replies(*published);
  return fmt::format(" | {:>9}{} {:>8}",
                     published == nullptr ? "-" : shown(published->requests_per_second, 2),
                     empty ? '*' : ' ', shown(ratio, 2));
}

std::string table_page(const records::RunData& run, const records::Published& published,
                       const analysis::Table& table) {
  std::string page = fmt::format("\n{} ({})\n", table.title.in(english), table.arm);
  page += fmt::format("{:>2} {:>11} {:>10} {:>8} {:>6} {:>9} {:>2} {:>9} {:>10} {:>9}", "no",
                      "concurrency", "time s", "complete", "failed", "bytes", "", "request/s",
                      "ms/request", "KiB/s");
  const plan::Plan& plan = run.manifest.plan;
  page += plan.published ? fmt::format(" | {:>9}  {:>8}\n", "published", "ratio") : "\n";
  for (const analysis::TableEntry& entry : table.rows) {
    page += table_line(entry);
    if (plan.published) {
      page += published_fields(
          entry, published.find_comparable(plan, table.arm, entry.row.concurrency_level));
    }
    page += '\n';
  }
  return page;
}

// What is known of it, below each table that shows a published figure.
std::string why_published_differs(const records::RunData& run, const records::Published& published,
                                  const analysis::Table& table) {
  return any_published(run.manifest.plan, published, table)
             ? text::paragraph(records::Published::why_it_differs(table.arm, english), "  ", "  ")
             : "";
}

std::string cells_page(const records::RunData& run) {
  const records::Manifest& manifest = run.manifest;
  const std::uint64_t invalid = run.invalid_cells();
  std::string page =
      fmt::format("\n{} of {} cells valid, {} invalid; {}; seed {}\n", run.cells.size() - invalid,
                  run.cells.size(), invalid, blocks_run(run, english), manifest.seed);
  for (const std::string& text : about_end(run, english)) {
    page += text::note(text);
  }
  std::uint64_t invalid_told = 0;
  for (const records::CellRow& cell : run.cells) {
    if (!cell.valid && ++invalid_told <= 5) {
      page += text::note(fmt::format("cell {} ({} at {}, block {}): {}", cell.cell, cell.arm,
                                     cell.concurrency, cell.block, cell.reason));
    }
  }
  if (invalid_told > 5) {
    page += text::note(fmt::format("and {} more, in cells.csv", invalid_told - 5));
  }
  return page;
}

std::string summary_page(const Summary& summary) {
  std::string page = '\n' + text::paragraph(summary.headline, "", "");
  for (const std::string& line : summary.lines) {
    page += text::note(line);
  }
  return page;
}

}  // namespace

std::string verdicts_page(const records::RunData& run,
                          std::span<const analysis::Verdict> verdicts) {
  const plan::Plan& plan = run.manifest.plan;
  if (plan.arms.size() < 2 || run.cells.empty()) {
    return "";
  }
  const text::LocalizedText why = why_no_verdict(run, verdicts);
  std::string page =
      why.empty()
          ? fmt::format("\nVerdicts, with 95 % intervals; within ±{:.3g} % is equivalent\n",
                        plan.delta * 100)
          : "\n" + text::paragraph(fmt::format("No verdict: {}.", why.in(english)), "", "  ");
  for (const std::string& line : level_lines(run, verdicts, Detail::all, english)) {
    page += text::paragraph(line, "", "  ");
  }
  Notes notes = about_skipped_arms(run, english);
  append(notes, about_stolen_time(run, english));
  if (why.empty()) {
    notes.emplace_back("The rules stand in docs/method.md, every comparison in verdicts.csv.");
  }
  for (const std::string& note : notes) {
    page += text::note(note);
  }
  return page;
}

std::string terminal_page(const records::RunData& run, std::span<const analysis::Table> tables,
                          std::span<const analysis::Verdict> verdicts,
                          const records::Published& published,
                          const std::optional<std::string>& no_chart,
                          const std::optional<Summary>& summary) {
  const records::Manifest& manifest = run.manifest;
  std::string page =
      fmt::format("{}\n{}\n", load_caption(run, english), place_caption(manifest, english));
  std::string arms;
  for (const analysis::Table& table : tables) {
    page += table_page(run, published, table);
    page += why_published_differs(run, published, table);
    arms += (arms.empty() ? "" : ",") + table.arm;
  }
  if (summary) {
    page += summary_page(*summary);
  }
  if (!summary || !verdicts.empty()) {
    page += verdicts_page(run, verdicts);
  }
  page += reading_page(run, tables, published, english);
  page += cells_page(run);
  const std::string folder = records::for_people(run.folder);
  page += fmt::format("\ntables  {}/tables/{{{}}}.{{csv,md,tex}}\n", folder, arms);
  page += no_chart ? fmt::format("charts  {}\n", *no_chart)
                   : fmt::format("charts  {}/charts/\n", folder);
  page += fmt::format("cells   {0}/cells.csv, {0}/verdicts.csv\n", folder);
  page += fmt::format("LaTeX   {}/{{summary,verdicts,published}}.tex\n", folder);
  return page;
}

}  // namespace tiga::suite::report
