#include "suite/analysis/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "stats/median.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/records/columns.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

ResultRow entry_from(const records::CellRow& cell) {
  ResultRow entry;
  records::TableRow& row = entry.row;
  row.time_taken_s = cell.time_taken_s;
  row.complete_requests = cell.complete_requests;
  row.failed_requests = cell.failed;
  row.total_transferred_bytes = cell.bytes_received;
  const double seconds = cell.time_taken_s.value_or(0);
  const auto complete = static_cast<double>(cell.complete_requests.value_or(0));
  if (seconds > 0 && complete > 0) {
    row.requests_per_second = complete / seconds;
    row.time_per_request_ms = seconds / complete * 1000;
    if (cell.bytes_received) {
      row.transfer_rate_kbytes_per_s = static_cast<double>(*cell.bytes_received) / 1024 / seconds;
    }
  }
  return entry;
}

ResultTable make_table(const plan::Plan& plan, const std::string& arm,
                       std::span<const records::CellRow> cells) {
  ResultTable table{arm, plan.arm(arm).title, {}};
  std::vector<std::uint32_t> levels = plan.concurrencies;
  std::ranges::sort(levels);
  for (const std::uint32_t level : levels) {
    std::vector<records::CellRow> here;
    std::ranges::copy_if(cells, std::back_inserter(here), [&](const records::CellRow& cell) {
      return cell.arm == arm && cell.concurrency == level && !cell.load;
    });
    const auto chosen = lower_middle_cell(here);
    ResultRow entry;
    if (chosen) {
      entry = entry_from(here[*chosen]);
      entry.lower_bound =
          is_saturated(facts_of(plan, cells, arm, {level, std::nullopt}).generator_core_share);
    }
    entry.row.no = table.rows.size() + 1;
    entry.row.concurrency_level = level;
    table.rows.push_back(entry);
  }
  return table;
}

}  // namespace

std::vector<ResultTable> make_tables(const plan::Plan& plan,
                                     std::span<const records::CellRow> cells) {
  std::vector<ResultTable> tables;
  for (const std::string& arm : plan.arms) {
    tables.push_back(make_table(plan, arm, cells));
  }
  return tables;
}

std::optional<std::size_t> lower_middle_cell(std::span<const records::CellRow> cells) {
  std::vector<std::size_t> valid;
  std::vector<double> times;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (cells[at].valid && cells[at].time_taken_s) {
      valid.push_back(at);
      times.push_back(*cells[at].time_taken_s);
    }
  }
  const auto middle = stats::lower_middle_index(times);
  return middle ? std::optional(valid[*middle]) : std::nullopt;
}

std::string table_csv(const ResultTable& table) {
  return csv_file(records::table_columns(), table.rows, &ResultRow::row);
}

}  // namespace tiga::suite::analysis
