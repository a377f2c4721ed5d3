// The report's tables, made from cells.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::analysis {

/// One row, and how far its figures can be taken at their word.
struct ResultRow {
  records::TableRow row;
  /// The generator was saturated (median over the valid cells, as in verdicts): throughput is at
  /// least that. Nothing: nobody measured it.
  std::optional<bool> lower_bound = false;
};

/// The table of one arm: a row for each concurrency of the plan, ascending.
struct ResultTable {
  std::string arm;
  text::LocalizedText title;  ///< of the arm, for headings
  std::vector<ResultRow> rows;
};

/// One table for each arm of the plan, in its order. A row is the valid cell in the middle by time
/// taken (of an even number, the lower middle one); where none is valid all but number and
/// concurrency is unknown.
std::vector<ResultTable> make_tables(const plan::Plan& plan,
                                     std::span<const records::CellRow> cells);

/// The cell that stands for `cells` (all of one arm and concurrency): its place among them, or
/// nothing when none is valid. Of equal times the earlier one.
std::optional<std::size_t> lower_middle_cell(std::span<const records::CellRow> cells);

std::string table_csv(const ResultTable& table);

}  // namespace tiga::suite::analysis
