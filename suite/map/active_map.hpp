// A map on its way: how it begins in a folder of its own, and goes on after it was cut.
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

/// Begins the map that is ordered, or goes on with one: the one that `resume` names, or with
/// `go_on` the newest that was cut, if it was ordered alike and measured by this build on this
/// machine. Throws UsageError, CannotRun.
ActiveMap begin_or_resume(const MapOrder& order, const records::Paths& paths,
                          const std::filesystem::path& programs);

}  // namespace tiga::suite::map
