// The folder in which the cells of a run work.
#pragma once

#include <filesystem>
#include <system_error>
#include <utility>

namespace tiga::suite::runs {

/// Removes a Bench's work folder at its end, whatever that end is: what a cell leaves belongs to no
/// run. A folder that cannot be removed is left.
class WorkFolder {
 public:
  explicit WorkFolder(std::filesystem::path path) : path_(std::move(path)) {}
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  const std::filesystem::path path_;
};

}  // namespace tiga::suite::runs
