// What other folders' readers need of audit/headings/unit.hpp.
#pragma once

#include "audit/headings/unit.hpp"

namespace tiga::audit::reading {

using headings::CellUnit;
using headings::Unit;
using headings::unit_of;
using headings::unit_of_cell;

}  // namespace tiga::audit::reading
