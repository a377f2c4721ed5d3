// One cell of a table as a figure of its row.
#pragma once

#include <optional>
#include <string_view>

#include "audit/headings/heading.hpp"
#include "audit/headings/unit.hpp"
#include "audit/reading/grid.hpp"
#include "audit/reading/number.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// A number as a figure of the field that `meaning` names: in the cell's unit, else the heading's,
/// else ab's. `nullopt` where that unit measures something else.
std::optional<Figure> figure_of(const Number& number, const headings::Meaning& meaning,
                                const headings::CellUnit& cell);

/// Whether a cell says that there is no figure: empty, a dash, "n/a".
bool is_empty_cell(std::string_view text);

/// Puts what the cell holds into the row, in the field's own unit. False where it holds something
/// that is no such figure, or a bound ("<5") of anything but a share, failures or a latency; an
/// empty cell is none, and no fault. "2 %" of failed requests is their share.
bool take_cell(const Cell& cell, const headings::Meaning& meaning, char decimal_sign, Row& row);

/// The number of failures from their share, if the row has a number of requests but none of
/// failures: 1.25 % of 2000 requests are 25.
void count_failures(const AuditedTable& table, Row& row);

}  // namespace tiga::audit::reading
