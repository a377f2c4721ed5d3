// Which old runs go, and how they are removed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "suite/overview/folders.hpp"

namespace tiga::suite::overview {

/// The runs and maps that go if `keep` stay, the oldest first. `folders` are sorted as
/// result_folders() gives them. The one named `latest` always stays and is one of those that are
/// kept. What cannot be read, and what a user renamed, stays too and does not count.
std::vector<ResultFolder> too_old(const std::vector<ResultFolder>& folders,
                                  const std::string& latest, std::size_t keep);

/// Whether a process measures into that folder or, of a map, into one of its runs. False where that
/// cannot be seen.
bool is_being_measured(const ResultFolder& folder);

enum class Removal {
  removed,
  being_measured,  ///< nothing was done
  gone,            ///< it was not there any more
};

/// Removes the folder, its manifest last: what a kill leaves is still a run, and can be removed
/// again. Links in it are removed, not what they point to. Throws CannotRun.
Removal remove_result(const ResultFolder& folder);

}  // namespace tiga::suite::overview
