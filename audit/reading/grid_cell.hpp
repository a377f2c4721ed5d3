// One cell of a table as a figure of its row.
#pragma once

#include "audit/reading/grid.hpp"
#include "audit/reading/heading.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// Puts what the cell holds into the row, in the field's own unit. False where it holds something
/// that is no such figure; an empty cell is none, and no fault.
bool take_cell(const Cell& cell, const Meaning& meaning, char decimal_sign, Row& row);

}  // namespace tiga::audit::reading
