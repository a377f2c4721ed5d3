// The files of a folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tiga::audit::reading {

/// What is in a folder and was passed over.
struct PassedOver {
  std::filesystem::path path;
  std::string why;  ///< "a named pipe"
};

/// What a walk through a folder found.
struct FolderFiles {
  std::vector<std::filesystem::path> files;  ///< sorted by path
  /// Folders that cannot be listed, links to folders and to nothing, pipes, sockets, devices.
  std::vector<PassedOver> passed_over;
  std::vector<std::string> problems;  ///< why files are missing: "cannot list x: Not a directory"
};

/// The plain files in a folder and the folders below it, without hidden ones (".git") and without
/// the lock files of Office ("~$report.docx"). Links to folders are not followed, so that no walk
/// is without end. At most 10000 files: more are a problem.
FolderFiles files_in(const std::filesystem::path& folder);

}  // namespace tiga::audit::reading
