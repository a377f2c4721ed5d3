// Which programs a plan needs, and what becomes of it where some are missing.
#pragma once

#include <string>
#include <vector>

#include "suite/plan/plan.hpp"

namespace tiga::suite::plan {

/// The suite's own programs that a plan's arms and their generators need, each once.
std::vector<std::string> own_programs(const Plan& plan);

/// Takes the arms out of a plan, and its copy, whose programs are not installed; one line for each
/// of them. The suite's own programs are not looked for. Throws CannotRun when no arm is left.
std::vector<std::string> leave_out_missing(Plan& plan);

}  // namespace tiga::suite::plan
