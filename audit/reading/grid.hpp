// A table before its headings are understood: cells of text.
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

/// Rows may differ in length. A cell that spans columns stands in the first of them, and empty,
/// `spanned` ones in the others.
struct Grid {
  std::string kind;
  std::string title;
  std::size_t line = 0;
  std::vector<std::vector<Cell>> cells;
  std::vector<std::string> not_read;  ///< what the reader left out, and why
};

/// No table may have more cells.
constexpr std::size_t most_cells = 2'000'000;
/// Nor a row.
constexpr std::size_t most_columns = 256;

/// A grid understood: headings above, or at the left (then every column is a row). A table for each
/// group of columns with the same headings ("time, rate; time, rate"), which share the columns that
/// stand once; or why there is none.
struct GridReading {
  std::vector<AuditedTable> tables;
  std::string why_not;
};
GridReading read_grid(Grid grid);

}  // namespace tiga::audit::reading
