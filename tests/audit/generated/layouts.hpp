// The layouts of simulated runs.
#pragma once

#include <vector>

#include "tests/audit/generated/simulated_run.hpp"

namespace tiga::audit {

std::vector<Layout> tool_layouts();        ///< reports of ab, wrk, hey, h2load and siege
std::vector<Layout> newer_tool_layouts();  ///< autocannon, bombardier and oha
std::vector<Layout> open_loop_layouts();   ///< tools that send requests when they are due
std::vector<Layout> loadgen_layouts();     ///< the suite's own
std::vector<Layout> table_layouts();       ///< tables of one row

}  // namespace tiga::audit
