// Which of a grid's cells are headings, and what they mean.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "audit/reading/grid.hpp"
#include "audit/reading/heading.hpp"

namespace tiga::audit::reading {

using Cells = std::vector<std::vector<Cell>>;

/// A row of headings of a load test.
struct HeadingRow {
  std::size_t at = 0;                            ///< which row of the cells
  std::vector<std::optional<Meaning>> meanings;  ///< of each column
  std::vector<bool> of_other_group;              ///< columns that another table is made of
  std::string group;                             ///< what stands above the group's columns
};

/// Whether a field is a figure, no text.
bool is_figure(Field field);

/// Whether a row holds nothing.
bool is_empty(const std::vector<Cell>& row);

/// Whether headings are those of this suite's cells.csv.
bool is_cells_csv(const std::vector<Cell>& headings);

/// The row of headings among the first five; `nullopt` if none is of a load test.
std::optional<HeadingRow> heading_row(const Cells& cells);

/// Headings at the left: the cells are turned over. Records of one name below each other are no
/// headings.
std::optional<HeadingRow> heading_column(Cells& cells);

/// One for each group of columns with the same headings: the n-th time that a heading stands is of
/// the n-th group, whichever way the groups are laid out.
std::vector<HeadingRow> groups_of(const HeadingRow& headings, const Cells& cells);

}  // namespace tiga::audit::reading
