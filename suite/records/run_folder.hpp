// The folder of a run and the files in it that grow.
#pragma once

#include <filesystem>
#include <string_view>

#include "common/unique_fd.hpp"
#include "suite/records/manifest.hpp"

namespace tiga::suite::records {

/// Creates RESULTS/<UTC time>-<plan>/, with a number behind it where that is taken. Throws
/// CannotRun.
std::filesystem::path create_run_folder(const std::filesystem::path& results,
                                        std::string_view plan);

/// Writes the file that makes a folder a run's, or a map's. If it cannot be written the folder is
/// removed, unless it has anything else. Throws CannotRun.
void write_manifest(const std::filesystem::path& file, std::string_view text);

/// The manifest.json of a run's folder. Throws CannotRun.
Manifest read_manifest(const std::filesystem::path& run);

/// Lets RESULTS/latest point to that run; at every moment it points to one. Throws CannotRun.
void point_latest_to(const std::filesystem::path& run);

/// Held while a run is measured, so that no two processes write into one folder; the kernel lets go
/// of it however the holder ends. Throws CannotRun when another holds it for more than
/// two seconds.
common::UniqueFd lock_run(const std::filesystem::path& run);

/// Removes what a process that was killed has left half written in that folder; lock it first.
void remove_half_written(const std::filesystem::path& run);

/// A file that grows by whole pieces: each is handed to the kernel in one write, so that no reader
/// and no kill sees half of one. Not thread-safe.
class GrowingFile {
 public:
  /// Creates it with that beginning. Throws CannotRun.
  GrowingFile(const std::filesystem::path& path, std::string_view beginning);
  /// Throws CannotRun; on a full disk no part of the piece stays.
  void append(std::string_view piece);

 private:
  std::filesystem::path path_;
  common::UniqueFd fd_;
};

}  // namespace tiga::suite::records
