// At which rates an open loop loaded its arms.
#pragma once

#include <span>
#include <string>

#include "suite/language.hpp"
#include "suite/plan.hpp"
#include "suite/rows.hpp"

namespace tiga::suite {

/// The median rate of each arm over its valid cells of an open loop, and of which arms the
/// generator had been the limit in the closed loop that it is a share of: "" where none is known.
std::string rates_text(const Plan& plan, std::span<const CellRow> cells, const Level& level,
                       Language language);

}  // namespace tiga::suite
