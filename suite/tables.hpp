// The report's tables, made from cells.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/language.hpp"
#include "suite/plan.hpp"
#include "suite/rows.hpp"

namespace tiga::suite {

/// One row, and how far its figures can be taken at their word.
struct TableEntry {
  TableRow row;
  /// The generator was saturated (median over the valid cells, as in verdicts): throughput is at
  /// least that. Nothing: nobody measured it.
  std::optional<bool> lower_bound = false;
};

/// The table of one arm: a row for each concurrency of the plan, ascending.
struct Table {
  std::string arm;
  std::string title;  ///< of the arm, for headings
  std::vector<TableEntry> rows;
};

/// One table for each arm of the plan, in its order. A row is the valid cell of median time taken
/// (of an even number, the lower middle one); where none is valid all but number and concurrency is
/// unknown.
std::vector<Table> make_tables(const Plan& plan, std::span<const CellRow> cells);

/// The cell that stands for `cells` (all of one arm and concurrency): its place among them, or
/// nothing when none is valid. Of equal times the earlier one.
std::optional<std::size_t> median_cell(std::span<const CellRow> cells);

std::string table_csv(const Table& table);
/// What the columns of table_columns() are called in print: "Time taken (s)".
std::vector<std::string> table_headings(Language language);
/// A heading, the table, and `caption` below it.
std::string table_markdown(const Table& table, std::string_view title, std::string_view caption,
                           Language language);

}  // namespace tiga::suite
