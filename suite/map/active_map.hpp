// A map that is being measured: starting it in a new folder, resuming it after an interruption, and
// finding the arms that offer a workload.
#pragma once

#include <filesystem>
#include <string>

#include "common/group_keeper.hpp"
#include "common/unique_fd.hpp"
#include "suite/map/manifest.hpp"
#include "suite/records/paths.hpp"
#include "suite/runs/core_lock.hpp"
#include "suite/runs/interrupt.hpp"

namespace tiga::suite::map {

struct ActiveMap {
  std::filesystem::path folder;
  common::UniqueFd lock;
  MapManifest manifest;
  Map map;
};

/// Starts the ordered map, or resumes one: the map that `resume` names, or with `go_on` the newest
/// interrupted one, if its order, build and machine are the same. Takes the cores when all else is
/// checked. Throws UsageError, CannotRun.
ActiveMap begin_or_resume(const MapOrder& order, const records::Paths& paths,
                          const std::filesystem::path& programs, runs::CoreLock& cores);

/// Removes from a workload's plan the arms that do not answer its request correctly: each gets one.
/// Prints a line about each and records it in the map's manifest. Throws Interrupted, CannotRun.
void leave_out_refusing(ActiveMap& map, const std::string& workload, plan::Plan& plan,
                        const std::filesystem::path& programs, const common::GroupKeeper& keeper,
                        runs::Interrupt& interrupt);

}  // namespace tiga::suite::map
