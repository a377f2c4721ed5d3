// Atomic file writes, and temporary folders.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tiga::common {

/// Writes `content` to a file in the same folder, then renames it to `path`: a reader sees the old
/// file or the new one, never a part. Throws CannotRun.
void write_file(const std::filesystem::path& path, std::string_view content);

/// Why write_file() could not write this file, to be known before it is: "cannot write x: it is a
/// folder"; "" if it could. Creates and removes a file in the same folder.
std::string why_not_writable(const std::filesystem::path& path);

/// Throws UsageError that names the option if write_file() could not write the file that it names.
void require_writable(const std::string& option, const std::filesystem::path& path);

/// The whole file. Throws CannotRun.
std::string read_file(const std::filesystem::path& path);

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
