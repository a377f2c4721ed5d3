#include "suite/analysis/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "stats/median.hpp"
#include "suite/analysis/arm_summary.hpp"
#include "suite/analysis/metric.hpp"
#include "suite/records/columns.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {
namespace {

ResultRow entry_from(const records::CellRow& cell) {
  ResultRow entry;
  entry.block = cell.block;
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
    ResultRow entry = make_row(plan, cells, arm, level);
    entry.row.no = table.rows.size() + 1;
    table.rows.push_back(entry);
  }
  return table;
}

}  // namespace

ResultRow make_row(const plan::Plan& plan, std::span<const records::CellRow> cells,
                   const std::string& arm, std::uint32_t concurrency) {
  const plan::Level level{concurrency, std::nullopt};
  std::vector<records::CellRow> here;
  for (const records::CellRow* cell : cells_of(cells, arm, level)) {
    here.push_back(*cell);
  }
  ResultRow entry;
  if (const auto chosen = lower_middle_cell(here)) {
    entry = entry_from(here[*chosen]);
    entry.lower_bound = is_saturated(facts_of(plan, cells, arm, level).generator_core_share);
  }
  entry.row.concurrency_level = concurrency;
  entry.of = here.size();
  entry.valid = static_cast<std::size_t>(std::ranges::count(here, true, &records::CellRow::valid));
  return entry;
}

records::Real quotient_of_rows(const plan::Plan& plan, std::span<const records::CellRow> cells,
                               const std::string& arm, const std::string& baseline,
                               std::uint32_t concurrency) {
  const auto per_second = [&](const std::string& one) {
    return make_row(plan, cells, one, concurrency).row.requests_per_second;
  };
  const records::Real above = per_second(arm);
  const records::Real below = per_second(baseline);
  return above && below ? records::Real(*above / *below) : std::nullopt;
}

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
