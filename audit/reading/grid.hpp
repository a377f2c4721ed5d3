// A table of text cells, before its headings are interpreted.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/figure.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// A cell's text with one space between words.
struct Cell {
  std::string text;
  SourceLocation place;
  bool spanned = false;  ///< repeats the cell above, which spans several rows
};

/// Rows may differ in length. A cell that spans columns is in the first of them; the others have
/// empty, `spanned` cells.
struct Grid {
  std::string kind;
  std::string title;
  std::size_t line = 0;
  std::vector<std::vector<Cell>> cells;
  std::vector<std::string> not_read;  ///< what the reader skipped, and why
};

/// No table may have more cells.
constexpr std::size_t most_cells = 2'000'000;
/// Nor a row.
constexpr std::size_t most_columns = 256;

/// Interprets a grid: headings above, or at the left (then every column is a row). Gives a table
/// for each group of columns with the same headings ("time, rate; time, rate"), which share the
/// columns that occur once; or the reason why there is none.
struct GridReading {
  std::vector<AuditedTable> tables;
  std::string why_not;
};
GridReading read_grid(Grid grid);

/// If neither heading nor cells have a unit, ab's unit is the default. If the rows are inconsistent
/// with it and consistent with another, that other unit is used: a table in seconds is not wrong
/// because its heading does not name the unit. Likewise a time per request that can only be a mean
/// latency is one.
void settle_units(AuditedTable& table);

}  // namespace tiga::audit::reading
