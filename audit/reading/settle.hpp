// Units of columns that name none.
#pragma once

#include "audit/table.hpp"

namespace tiga::audit::reading {

/// Where neither heading nor cells name a unit, ab's was taken. Where the rows do not add up with
/// that one and do with another, takes the other: a table in seconds is not wrong because its
/// heading does not say so.
void settle_units(AuditedTable& table);

}  // namespace tiga::audit::reading
