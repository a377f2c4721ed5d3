// The rows below a grid's headings as a table.
#pragma once

#include "audit/reading/grid.hpp"
#include "audit/reading/grid_headings.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// The table of one group of columns; its rows are those of `cells` below the headings. `grid` has
/// its position. The table has no rows if none has figures; skipped rows are listed.
AuditedTable read_rows(const Grid& grid, const Cells& cells, HeadingRow headings);

}  // namespace tiga::audit::reading
