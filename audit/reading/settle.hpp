// Finds the units of columns that have none.
#pragma once

#include "audit/table.hpp"

namespace tiga::audit::reading {

/// If neither heading nor cells have a unit, ab's unit is the default. If the rows are inconsistent
/// with it and consistent with another, that other unit is used: a table in seconds is not wrong
/// because its heading does not name the unit.
void settle_units(AuditedTable& table);

}  // namespace tiga::audit::reading
