// One cell of a table as a figure of its row.
#pragma once

#include <optional>

#include "audit/reading/grid.hpp"
#include "audit/reading/heading.hpp"
#include "audit/reading/number.hpp"
#include "audit/reading/unit.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// A number as a figure of the field that `meaning` names: in the cell's unit, else the heading's,
/// else ab's. `nullopt` where that unit measures something else.
std::optional<Figure> figure_of(const Number& number, const Meaning& meaning, const CellUnit& cell);

/// Puts what the cell holds into the row, in the field's own unit. False where it holds something
/// that is no such figure; an empty cell is none, and no fault.
bool take_cell(const Cell& cell, const Meaning& meaning, char decimal_sign, Row& row);

}  // namespace tiga::audit::reading
