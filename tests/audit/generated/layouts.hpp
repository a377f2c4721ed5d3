// The layouts of simulated runs.
#pragma once

#include <vector>

#include "tests/audit/generated/simulated_run.hpp"

namespace tiga::audit {

std::vector<Layout> tool_layouts();   ///< reports of tools
std::vector<Layout> table_layouts();  ///< tables of one row

}  // namespace tiga::audit
