// Finds the headings of a grid and their meanings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/headings/heading.hpp"
#include "audit/reading/grid.hpp"

namespace tiga::audit::reading {

using Cells = std::vector<std::vector<Cell>>;

/// A row of headings of a load test.
struct HeadingRow {
  std::size_t at = 0;                                      ///< which row of the cells
  std::vector<std::optional<headings::Meaning>> meanings;  ///< of each column
  std::vector<bool> of_other_group;                        ///< columns of another table
  std::string group;                                       ///< the heading above its columns
  Tool tool = Tool::unknown;                               ///< whose names of columns these are
};

/// Whether a field is a figure rather than text.
bool is_figure(Field field);

/// Whether a heading is of a time without saying of what: "time (ms)", "mean duration". It may be a
/// run's or a request's.
bool is_bare_time(std::string_view heading);

/// Whether a row is empty.
bool is_empty(const std::vector<Cell>& row);

/// The row of headings among the first five; `nullopt` if none is of a load test.
std::optional<HeadingRow> heading_row(const Cells& cells);

/// Headings at the left: the cells are transposed. Records of the same name below each other are
/// not headings.
std::optional<HeadingRow> heading_column(Cells& cells);

/// One for each group of columns with the same headings: the n-th occurrence of a heading belongs
/// to the n-th group, in any layout of the groups.
std::vector<HeadingRow> groups_of(const HeadingRow& headings, const Cells& cells);

}  // namespace tiga::audit::reading
