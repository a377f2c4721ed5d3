// At which rates an open loop loaded its arms.
#pragma once

#include <span>
#include <string>

#include "suite/plan/plan.hpp"
#include "suite/records/rows.hpp"
#include "suite/text/language.hpp"

namespace tiga::suite::report {

/// The median rate of each arm over its valid cells of an open loop, and of which arms the
/// generator had been the limit in the closed loop that it is a share of: "" where none is known.
std::string rates_text(const plan::Plan& plan, std::span<const records::CellRow> cells,
                       const plan::Level& level, text::Language language);

}  // namespace tiga::suite::report
