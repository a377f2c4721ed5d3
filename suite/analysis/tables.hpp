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
  std::uint64_t block = 0;  ///< of the run that is shown; 0 where no cell is valid
  std::size_t valid = 0;    ///< cells among which it is the one of median time
  std::size_t of = 0;       ///< cells that were run, valid or not
};

/// The table of one arm: a row for each concurrency of the plan, ascending.
struct ResultTable {
  std::string arm;
  text::LocalizedText title;  ///< of the arm, for headings
  std::vector<ResultRow> rows;
};

/// The row of an arm in the closed loop of that concurrency, but for its number: the valid cell in
/// the middle by time taken (of an even number, the lower middle one); where none is valid all but
/// the concurrency is unknown.
ResultRow make_row(const plan::Plan& plan, std::span<const records::CellRow> cells,
                   const std::string& arm, std::uint32_t concurrency);

/// What a reader gets who divides the requests per second of the arm's row by those of the
/// baseline's: two single runs, as a rule of different blocks. Nothing where either is not known.
records::Real quotient_of_rows(const plan::Plan& plan, std::span<const records::CellRow> cells,
                               const std::string& arm, const std::string& baseline,
                               std::uint32_t concurrency);

/// One table for each arm of the plan, in its order.
std::vector<ResultTable> make_tables(const plan::Plan& plan,
                                     std::span<const records::CellRow> cells);

/// The cell that stands for `cells` (all of one arm and concurrency): its place among them, or
/// nothing when none is valid. Of equal times the earlier one.
std::optional<std::size_t> lower_middle_cell(std::span<const records::CellRow> cells);

std::string table_csv(const ResultTable& table);

}  // namespace tiga::suite::analysis
