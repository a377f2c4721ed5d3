// Atomic file writes, and temporary folders.
#pragma once

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

namespace tiga::common {

/// Writes `content` to a file in the same folder, then renames it to `path`: a reader sees the old
/// file or the new one, never a part. Throws CannotRun.
void write_file(const std::filesystem::path& path, std::string_view content);

/// The whole file, whatever it is (a pipe or a device, too), or its first `most` bytes. Throws
/// CannotRun, also for a folder.
std::string read_file(const std::filesystem::path& path,
                      std::size_t most = std::numeric_limits<std::size_t>::max());

/// A new folder in the system's temporary folder; removed with its content by the destructor.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tiga::common
