// The files of a folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tiga::audit::reading {

/// What a walk through a folder found.
struct FolderFiles {
  std::vector<std::filesystem::path> files;  ///< sorted by path
  std::vector<std::string> problems;         ///< "cannot list x: Permission denied"
};

/// The plain files in a folder and the folders below it, without hidden ones (".git"). Links to
/// folders are not followed, so that no walk is without end. At most 10000 files: more are a
/// problem.
FolderFiles files_in(const std::filesystem::path& folder);

}  // namespace tiga::audit::reading
