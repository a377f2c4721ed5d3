// Which arms offer a workload: one request to each tells.
#pragma once

#include <filesystem>
#include <string>

#include "common/group_keeper.hpp"
#include "suite/map/active_map.hpp"
#include "suite/measure/interrupt.hpp"

namespace tiga::suite::map {

/// Takes the arms out of a workload's plan that do not answer a request as it wants, says so and
/// notes it in the map's manifest. Throws Interrupted, CannotRun.
void leave_out_refusing(ActiveMap& map, const std::string& workload, plan::Plan& plan,
                        const std::filesystem::path& programs, const common::GroupKeeper& keeper,
                        measure::Interrupt& interrupt);

}  // namespace tiga::suite::map
