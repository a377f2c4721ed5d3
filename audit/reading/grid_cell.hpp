// One cell of a table as a figure of its row.
#pragma once

#include "audit/reading/grid.hpp"
#include "audit/reading/heading.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// Stores the figure of the cell in the row, in the field's own unit. False if the cell has
/// something else. An empty cell has no figure and is no error.
bool take_cell(const Cell& cell, const Meaning& meaning, char decimal_sign, Row& row);

}  // namespace tiga::audit::reading
