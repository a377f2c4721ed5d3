#include "suite/records/run_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <vector>

#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/file_lock.hpp"
#include "common/files.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::records {
namespace fs = std::filesystem;

fs::path create_run_folder(const fs::path& results, std::string_view plan) {
  const auto fail = [&](const std::error_code& error) {
    throw common::CannotRun(
        fmt::format("cannot create a folder in {}: {}; name another with --results",
                    for_people(results), error.message()));
  };
  std::error_code error;
  fs::create_directories(results, error);
  if (error) {
    fail(error);
  }
  const std::string name = fmt::format("{}-{}", common::utc_stamp(), plan);
  fs::path folder = results / name;
  for (int number = 2; !fs::create_directory(folder, error); ++number) {
    if (error) {
      fail(error);
    }
    folder = results / fmt::format("{}-{}", name, number);
  }
  return folder;
}

void write_manifest(const fs::path& file, std::string_view text) {
  try {
    common::write_file(file, text);
  } catch (const common::CannotRun&) {
    std::error_code ignored;
    fs::remove(file.parent_path(), ignored);
    throw;
  }
}

Manifest read_manifest(const fs::path& run) {
  const fs::path file = run / "manifest.json";
  return manifest_from_json(common::read_regular_file(file), for_people(file));
}

void point_latest_to(const fs::path& run) {
  const fs::path latest = run.parent_path() / "latest";
  const fs::path beside = fmt::format("{}.{}.part", latest.string(), ::getpid());
  std::error_code error;
  fs::create_symlink(run.filename(), beside, error);
  if (!error) {
    fs::rename(beside, latest, error);
  }
  if (error) {
    std::error_code ignored;
    fs::remove(beside, ignored);
    throw common::CannotRun(fmt::format("cannot let {} point to {}: {}", for_people(latest),
                                        run.filename().string(), error.message()));
  }
}

common::UniqueFd lock_run(const fs::path& run) {
  common::UniqueFd folder(::open(run.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) {
    common::throw_errno("cannot open " + for_people(run));
  }
  if (!common::try_lock_until(folder.get(), common::Deadline::after(std::chrono::seconds(2)))) {
    throw common::CannotRun(
        fmt::format("{} is being measured by another process; wait for its end", for_people(run)));
  }
  return folder;
}

void remove_half_written(const fs::path& run) {
  std::vector<fs::path> parts;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(run, ignored)) {
    if (entry.path().extension() == ".part") {
      parts.push_back(entry.path());
    }
  }
  for (const fs::path& part : parts) {
    fs::remove(part, ignored);
  }
}

GrowingFile::GrowingFile(const fs::path& path, std::string_view beginning) : path_(path) {
  common::write_file(path, beginning);
  fd_.reset(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (!fd_) {
    common::throw_errno("cannot append to " + for_people(path));
  }
}

void GrowingFile::append(std::string_view piece) {
  const ssize_t written = ::write(fd_.get(), piece.data(), piece.size());
  if (written == static_cast<ssize_t>(piece.size())) {
    return;
  }
  const std::string failure = "cannot append to " + for_people(path_);
  if (written < 0) {
    common::throw_errno(failure);
  }
  struct stat grown {};
  if (::fstat(fd_.get(), &grown) != 0 || ::ftruncate(fd_.get(), grown.st_size - written) != 0) {
    common::throw_errno(failure);
  }
  common::throw_errno(failure, ENOSPC);
}

}  // namespace tiga::suite::records
