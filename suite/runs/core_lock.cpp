#include "suite/runs/core_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>

#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/file_lock.hpp"
#include "suite/runs/active_run.hpp"

namespace tiga::suite::runs {
namespace {

namespace fs = std::filesystem;

// What the holder wrote: "process 1234 in FOLDER".
std::string holder_of(int file) {
  std::array<char, 4096> text{};
  const ssize_t size = ::pread(file, text.data(), text.size(), 0);
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : "another process";
}

// For messages only: a full disk does not matter.
void write_holder(int file) {
  std::error_code ignored;
  const std::string text =
      fmt::format("process {} in {}", ::getpid(), fs::current_path(ignored).string());
  if (::ftruncate(file, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
  }
}

}  // namespace

fs::path lock_folder() {
  const char* const named = std::getenv("TIGA_LOCKS");
  return named != nullptr && *named != '\0' ? fs::path(named)
                                            : fs::path(fmt::format("/tmp/tiga-{}", ::getuid()));
}

void CoreLock::make_folder() const {
  std::error_code error;
  fs::create_directories(folder_.parent_path(), error);
  struct stat found {};
  const bool there = ::mkdir(folder_.c_str(), S_IRWXU) == 0 || errno == EEXIST;
  if (!there || ::lstat(folder_.c_str(), &found) != 0) {
    common::throw_errno("cannot make " + folder_.string() + " for the locks of cores");
  }
  if (!S_ISDIR(found.st_mode) || found.st_uid != ::getuid()) {
    throw common::CannotRun(fmt::format(
        "{} is no folder of yours: remove it, or name another for the locks of cores in "
        "TIGA_LOCKS",
        folder_.string()));
  }
}

common::UniqueFd CoreLock::open(int core) const {
  const fs::path path = folder_ / fmt::format("core-{}.lock", core);
  common::UniqueFd file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (!file) {
    common::throw_errno("cannot open " + path.string());
  }
  return file;
}

void CoreLock::take(const common::CpuSet& cores, bool force) {
  if (taken_) {
    return;
  }
  make_folder();
  // Ascending, so that of two runs that begin at once one gets all that both want.
  const auto deadline = common::Deadline::after(std::chrono::seconds(force ? 0 : 2));
  std::vector<common::UniqueFd> files;
  for (const int core : cores) {
    common::UniqueFd file = open(core);
    if (common::try_lock_until(file.get(), deadline)) {
      write_holder(file.get());
      files.push_back(std::move(file));
      continue;
    }
    const std::string held =
        fmt::format("another run measures on core {} ({})", core, holder_of(file.get()));
    if (!force) {
      throw common::CannotRun(held + "; wait for its end, or give --force");
    }
    if (!shared_) {
      say("tiga: " + held + "; --force measures beside it\n");
    }
    shared_ = true;
  }
  files_ = std::move(files);
  taken_ = true;
}

}  // namespace tiga::suite::runs
