#include "suite/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "suite/home.hpp"
#include "suite/paragraph.hpp"
#include "suite/verdict_lines.hpp"

namespace tiga::suite {
namespace {

std::string note(std::string_view text) { return paragraph(text, "  - ", "    "); }

template <class Value>
std::string shown(const std::optional<Value>& value) {
  return value ? fmt::format("{}", *value) : "-";
}

std::string shown(const Real& value, int decimals) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "-";
}

// A published figure compares only with a run of the same load.
const TableRow* comparable(const RunData& run, const Published& published, const Table& table,
                           const TableRow& row) {
  const TableRow* found = published.find(table.arm, row.concurrency_level);
  const Plan& plan = run.manifest.plan;
  const bool same = found != nullptr && found->complete_requests == plan.requests;
  return same && !plan.keep_alive ? found : nullptr;
}

std::string table_line(const TableEntry& entry, const TableRow* published) {
  const TableRow& row = entry.row;
  Real ratio;
  if (published != nullptr && row.requests_per_second && published->requests_per_second) {
    ratio = *row.requests_per_second / *published->requests_per_second;
  }
  const bool empty = published != nullptr && Published::without_replies(*published);
  return fmt::format(
      "{:>2} {:>11} {:>10} {:>8} {:>6} {:>9} {:>2} {:>9} {:>10} {:>9} | {:>9}{} {:>8}\n", row.no,
      row.concurrency_level, shown(row.time_taken_s, 6), shown(row.complete_requests),
      shown(row.failed_requests), shown(row.total_transferred_bytes), entry.lower_bound ? ">=" : "",
      shown(row.requests_per_second, 2), shown(row.time_per_request_ms, 6),
      shown(row.transfer_rate_kbytes_per_s, 2),
      published == nullptr ? "-" : shown(published->requests_per_second, 2), empty ? '*' : ' ',
      shown(ratio, 2));
}

std::string table_page(const RunData& run, const Published& published, const Table& table) {
  std::string page = fmt::format("\n{} ({})\n", table.title, table.arm);
  page +=
      fmt::format("{:>2} {:>11} {:>10} {:>8} {:>6} {:>9} {:>2} {:>9} {:>10} {:>9} | {:>9}  {:>8}\n",
                  "no", "concurrency", "time s", "complete", "failed", "octets", "", "request/s",
                  "ms/request", "KiB/s", "published", "ratio");
  for (const TableEntry& entry : table.rows) {
    page += table_line(entry, comparable(run, published, table, entry.row));
  }
  return page;
}

// What is known of it, below each table that shows a published figure.
std::string why_published_differs(const RunData& run, const Published& published,
                                  const Table& table) {
  const bool shown = std::ranges::any_of(table.rows, [&](const TableEntry& entry) {
    return comparable(run, published, table, entry.row) != nullptr;
  });
  return shown ? paragraph(Published::why_it_differs(table.arm), "  ", "  ") : "";
}

bool any_lower_bound(std::span<const Table> tables) {
  return std::ranges::any_of(tables, [](const Table& table) {
    return std::ranges::any_of(table.rows, &TableEntry::lower_bound);
  });
}

std::string reading(const RunData& run, std::span<const Table> tables, const Published& published) {
  std::string page = "\nHow to read them\n";
  page += note(
      "Each row is one real run, the valid one of median time taken; `published` is the 2020 "
      "report's requests per second, `ratio` the measured by the published.");
  if (any_lower_bound(tables)) {
    page += note(
        ">= the generator used 95 % of its core or more: the server can do at least that. With a "
        "connection for each request on two cores this is usual.");
  }
  if (!published.empty()) {
    page += note(
        "The published servers were other ones (Python, under WSL) on another machine, and all "
        "their replies were 404: GET / had no page. The ratio says how far apart, below each table "
        "stands why; the evidence in results/report-2020/README.md.");
  }
  if (!run.manifest.build.measures) {
    page +=
        note("Measured with an unoptimised or sanitized build, forced: the figures mean nothing.");
  }
  if (run.manifest.build.source_modified()) {
    page += note(fmt::format("Measured from a source tree that is no commit ({}).",
                             run.manifest.build.git_describe));
  }
  return page;
}

// "16 of 20 blocks, until every interval was within the goal".
std::string blocks_run(const RunData& run) {
  const Plan& plan = run.manifest.plan;
  std::string text = fmt::format("{} of {} blocks", run.whole_blocks(), plan.most_blocks);
  if (plan.most_blocks > plan.blocks && run.manifest.ended_by == SweepEnd::precise) {
    text += ", until every interval was within the goal";
  } else if (run.manifest.ended_by == SweepEnd::budget) {
    text += fmt::format(": another would not have fitted into {} s", plan.budget_s.value_or(0));
  }
  return text;
}

std::string cells_page(const RunData& run) {
  const Manifest& manifest = run.manifest;
  const std::uint64_t invalid = run.invalid_cells();
  std::string page =
      fmt::format("\n{} of {} cells valid, {} invalid; {}; seed {}\n", run.cells.size() - invalid,
                  run.cells.size(), invalid, blocks_run(run), manifest.seed);
  if (manifest.status == RunStatus::interrupted) {
    page += note("The run was interrupted: only what had been measured is shown.");
  }
  if (manifest.status == RunStatus::running) {
    page += note("The run has not ended, or was killed: only what had been measured is shown.");
  }
  std::uint64_t told = 0;
  for (const CellRow& cell : run.cells) {
    if (!cell.valid && ++told <= 5) {
      page += note(fmt::format("cell {} ({} at {}, block {}): {}", cell.cell, cell.arm,
                               cell.concurrency, cell.block, cell.reason));
    }
  }
  if (told > 5) {
    page += note(fmt::format("and {} more, in cells.csv", told - 5));
  }
  return page;
}

}  // namespace

std::string terminal_page(const RunData& run, std::span<const Table> tables,
                          std::span<const Verdict> verdicts, const Published& published,
                          const std::optional<std::string>& no_chart) {
  const Manifest& manifest = run.manifest;
  std::string page = fmt::format("{}\n{}\n", load_caption(run), place_caption(manifest));
  std::string arms;
  for (const Table& table : tables) {
    page += table_page(run, published, table);
    page += why_published_differs(run, published, table);
    arms += (arms.empty() ? "" : ",") + table.arm;
  }
  page += verdicts_page(run, verdicts);
  page += reading(run, tables, published);
  page += cells_page(run);
  const std::string folder = for_people(run.folder);
  page += fmt::format("\ntables  {}/tables/{{{}}}.{{csv,md}}\n", folder, arms);
  page += no_chart ? fmt::format("chart   {}\n", *no_chart)
                   : fmt::format("chart   {}/charts/throughput.{{svg,png}}\n", folder);
  page += fmt::format("cells   {0}/cells.csv, {0}/verdicts.csv\n", folder);
  return page;
}

}  // namespace tiga::suite
