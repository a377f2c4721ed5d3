#include "audit/reading/folder.hpp"

#include <algorithm>
#include <system_error>

namespace tiga::audit::reading {
namespace {

constexpr std::size_t most_files = 10'000;

bool is_left_out(const std::string& name) {
  return name.starts_with('.') || name.starts_with("~$");  // hidden; a lock file of Office
}

// Why what is neither a plain file nor a folder to walk through is passed over.
std::string why_passed_over(const std::filesystem::directory_entry& entry) {
  using std::filesystem::file_type;
  std::error_code error;
  const std::filesystem::file_status status = entry.status(error);
  switch (status.type()) {
    case file_type::directory:
      return "a link to a folder; give the folder itself";
    case file_type::not_found:
      return "a link to a file that is not there";
    case file_type::fifo:
      return "a named pipe";
    case file_type::socket:
      return "a socket";
    case file_type::block:
    case file_type::character:
      return "a device";
    default:
      return error ? error.message() : "not a plain file";
  }
}

// Returns why the folder could not be listed to its end.
std::error_code walk(const std::filesystem::path& folder, FolderFiles& found) {
  std::error_code error;
  std::vector<std::filesystem::path> folders;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (is_left_out(entry->path().filename().string())) {
      continue;
    }
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
      folders.push_back(entry->path());
    } else if (entry->is_regular_file(ignored)) {
      found.files.push_back(entry->path());
    } else {
      found.passed_over.push_back({entry->path(), why_passed_over(*entry)});
    }
    if (found.files.size() + found.passed_over.size() > most_files) {
      return {};
    }
  }
  std::ranges::sort(folders);
  for (const std::filesystem::path& one : folders) {
    if (const std::error_code below = walk(one, found)) {
      found.passed_over.push_back({one, "a folder that cannot be listed: " + below.message()});
    }
  }
  return error;
}

}  // namespace

FolderFiles files_in(const std::filesystem::path& folder) {
  FolderFiles found;
  if (const std::error_code error = walk(folder, found)) {
    found.problems.push_back("cannot list " + folder.string() + ": " + error.message());
  }
  if (found.files.size() + found.passed_over.size() > most_files) {
    found.files.resize(std::min(found.files.size(), most_files));
    found.problems.push_back(folder.string() + ": more than 10000 files; give a folder below it");
  }
  std::ranges::sort(found.files);
  std::ranges::sort(found.passed_over, {}, &PassedOver::path);
  return found;
}

}  // namespace tiga::audit::reading
