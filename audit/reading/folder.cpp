#include "audit/reading/folder.hpp"

#include <algorithm>
#include <system_error>

namespace tiga::audit::reading {
namespace {

constexpr std::size_t most_files = 10'000;

void walk(const std::filesystem::path& folder, FolderFiles& found) {
  std::error_code error;
  std::vector<std::filesystem::path> folders;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (entry->path().filename().string().starts_with('.')) {
      continue;
    }
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
      folders.push_back(entry->path());
    } else if (entry->is_regular_file(ignored)) {
      found.files.push_back(entry->path());
    }
    if (found.files.size() > most_files) {
      return;
    }
  }
  if (error) {
    found.problems.push_back("cannot list " + folder.string() + ": " + error.message());
  }
  std::ranges::sort(folders);
  for (const std::filesystem::path& one : folders) {
    walk(one, found);
  }
}

}  // namespace

FolderFiles files_in(const std::filesystem::path& folder) {
  FolderFiles found;
  walk(folder, found);
  if (found.files.size() > most_files) {
    found.files.resize(most_files);
    found.problems.push_back(folder.string() + ": more than 10000 files; give a folder below it");
  }
  std::ranges::sort(found.files);
  return found;
}

}  // namespace tiga::audit::reading
