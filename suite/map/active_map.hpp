// A map that is being measured: starting it in a new folder, and resuming it after an interruption.
#pragma once

#include <filesystem>

#include "common/unique_fd.hpp"
#include "suite/map/manifest.hpp"
#include "suite/map/order.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::map {

struct ActiveMap {
  std::filesystem::path folder;
  common::UniqueFd lock;
  MapManifest manifest;
  Map map;
};

/// Starts the ordered map, or resumes one: the map that `resume` names, or with `go_on` the newest
/// interrupted one, if its order, build and machine are the same. Throws UsageError, CannotRun.
ActiveMap begin_or_resume(const MapOrder& order, const records::Paths& paths,
                          const std::filesystem::path& programs);

}  // namespace tiga::suite::map
