// Arms that cannot run on this machine.
#pragma once

#include <vector>

#include "suite/plan/plan.hpp"
#include "suite/records/reason.hpp"

namespace tiga::suite::runs {

/// Takes the arms out of a plan, and its copy, whose programs are not installed or which need
/// io_uring where there is none; why, for each of them, and what becomes of the copy. The suite's
/// own programs are not looked for. Throws CannotRun if no arm is left.
std::vector<records::Reason> leave_out_missing(plan::Plan& plan);

}  // namespace tiga::suite::runs
