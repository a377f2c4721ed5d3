// Finds the arms that offer a workload, by one request to each.
#pragma once

#include <filesystem>
#include <string>

#include "common/group_keeper.hpp"
#include "suite/map/active_map.hpp"
#include "suite/measure/interrupt.hpp"

namespace tiga::suite::map {

/// Removes from a workload's plan the arms that do not answer its request correctly. Prints a line
/// about each and records it in the map's manifest. Throws Interrupted, CannotRun.
void leave_out_refusing(ActiveMap& map, const std::string& workload, plan::Plan& plan,
                        const std::filesystem::path& programs, const common::GroupKeeper& keeper,
                        measure::Interrupt& interrupt);

}  // namespace tiga::suite::map
