// The one writer of files and of standard output. A closed pipe and a file at its size limit are
// errors here, because run_main has its programs ignore SIGPIPE and SIGXFSZ.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include "common/error.hpp"
#include "common/files.hpp"
#include "common/numbers.hpp"
#include "common/text.hpp"
#include "common/unique_fd.hpp"

namespace tiga::common {
namespace {

namespace fs = std::filesystem;
using FileStatus = struct stat;

/// What a path names, its links followed.
struct Target {
  fs::path path;
  std::optional<int> descriptor = {};  ///< set if it is open in this process
};

std::optional<FileStatus> status_of(const fs::path& path) {
  FileStatus status{};
  return ::stat(path.c_str(), &status) == 0 ? std::optional(status) : std::nullopt;
}

/// The standard descriptor that leads to the same file as `path`, whatever it is called.
std::optional<int> standard_descriptor(const fs::path& path) {
  const std::optional<FileStatus> named = status_of(path);
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    FileStatus open{};
    if (named && ::fstat(descriptor, &open) == 0 && open.st_dev == named->st_dev &&
        open.st_ino == named->st_ino) {
      return descriptor;
    }
  }
  return std::nullopt;
}

/// 3 for /dev/fd/3 and /proc/self/fd/3.
std::optional<int> numbered_descriptor(const fs::path& path) {
  std::error_code missing;
  const fs::path folder = fs::canonical(path.parent_path(), missing);
  if (missing || folder != fs::canonical("/proc/self/fd", missing)) {
    return std::nullopt;
  }
  return to_number<int>(path.filename().native());
}

bool is_special(const fs::path& path) {
  const std::optional<FileStatus> status = status_of(path);
  return status && !S_ISREG(status->st_mode);
}

/// Throws CannotRun if its links lead round in a circle.
Target target_of(const fs::path& path) {
  if (const std::optional<int> descriptor = standard_descriptor(path)) {
    return {path, descriptor};
  }
  constexpr int most_links = 40;  // as the kernel (path_resolution(7))
  fs::path target = path;
  for (int links = 0; links <= most_links; ++links) {
    if (const std::optional<int> descriptor = numbered_descriptor(target)) {
      return {target, descriptor};
    }
    std::error_code no_link;
    const fs::path next = fs::read_symlink(target, no_link);
    if (no_link || is_special(target)) {  // the kernel follows links to what is opened
      return {target};
    }
    target = target.parent_path() / next;
  }
  throw_errno("cannot write " + path.string(), ELOOP);
}

/// After a failed write: whether it can go on, once it was interrupted or the descriptor was full.
bool can_go_on(int descriptor) {
  if (errno != EAGAIN) {
    return errno == EINTR;
  }
  pollfd writable{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return ::poll(&writable, 1, -1) >= 0 || errno == EINTR;
}

/// `failure` begins the message: "cannot write x".
void write_all(int descriptor, std::string_view content, const std::string& failure) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (!can_go_on(descriptor)) {
      throw_errno(failure);
    }
  }
}

/// Some file systems say only here that the disk is full (close(2)).
void close_written(UniqueFd file, const std::string& failure) {
  if (::close(file.release()) != 0 && errno != EINTR) {
    throw_errno(failure);
  }
}

void write_in_place(const fs::path& path, std::string_view content, const std::string& failure) {
  UniqueFd file(::open(path.c_str(), O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC));
  if (!file) {
    throw_errno(failure);
  }
  write_all(file.get(), content, failure);
  close_written(std::move(file), failure);
}

/// "FILE.PID.part" in the same folder.
fs::path part_beside(const fs::path& file) {
  constexpr std::size_t most_bytes = 230;  // NAME_MAX is 255
  return file.parent_path() / (file.filename().string().substr(0, most_bytes) + '.' +
                               std::to_string(::getpid()) + ".part");
}

UniqueFd create_part(const fs::path& part) {
  ::unlink(part.c_str());  // of a killed process that had this number; O_EXCL refuses planted links
  return UniqueFd(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
}

void keep_owner_and_mode(int file, const FileStatus& old) {
  [[maybe_unused]] const int refused_unless_root = ::fchown(file, old.st_uid, old.st_gid);
  ::fchmod(file, old.st_mode & 0777U);
}

/// Whether an error says that the folder takes no new file, or that the file is a mount point (as
/// in a container). The file that is there may be writable all the same.
bool cannot_be_replaced(int error) {
  return error == EACCES || error == EPERM || error == EROFS || error == EBUSY;
}

/// Returns errno of the step that failed because of the folder, for cannot_be_replaced; 0 if all is
/// well. Throws CannotRun if the content cannot be written. No part stays.
int replace(const fs::path& file, std::string_view content, const std::optional<FileStatus>& old,
            const std::string& failure) {
  const fs::path part = part_beside(file);
  UniqueFd beside = create_part(part);
  if (!beside) {
    return errno;
  }
  try {
    if (old) {
      keep_owner_and_mode(beside.get(), *old);
    }
    write_all(beside.get(), content, failure);
    close_written(std::move(beside), failure);
  } catch (...) {
    ::unlink(part.c_str());
    throw;
  }
  if (::rename(part.c_str(), file.c_str()) == 0) {
    return 0;
  }
  const int error = errno;
  ::unlink(part.c_str());
  return error;
}

void write_plain_file(const fs::path& file, std::string_view content,
                      const std::optional<FileStatus>& old, const std::string& failure) {
  if (old && ::access(file.c_str(), W_OK) != 0) {
    throw_errno(failure);
  }
  const int error = replace(file, content, old, failure);
  if (error == 0) {
    return;
  }
  if (!old || !cannot_be_replaced(error)) {
    throw_errno(failure, error);
  }
  write_in_place(file, content, failure);
}

std::string text_of_errno() { return std::generic_category().message(errno); }

/// fcntl(2), F_GETFL.
std::string reason_not_writable(int descriptor) {
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0) {
    return text_of_errno();
  }
  return (flags & O_ACCMODE) == O_RDONLY ? "it is open for reading only" : "";
}

/// "" if it can be written to, as far as is known now.
std::string reason_not_writable(const Target& target) {
  if (target.descriptor) {
    return reason_not_writable(*target.descriptor);
  }
  if (target.path.empty()) {
    return "it has no name";
  }
  if (const std::optional<FileStatus> status = status_of(target.path)) {
    if (S_ISDIR(status->st_mode) || S_ISSOCK(status->st_mode)) {
      return S_ISDIR(status->st_mode) ? "it is a folder" : "it is a socket";
    }
    return ::access(target.path.c_str(), W_OK) == 0 ? "" : text_of_errno();
  }
  if (errno != ENOENT) {
    return text_of_errno();
  }
  const fs::path folder = fs::absolute(target.path).parent_path();
  if (!is_special(folder)) {
    return "there is no folder " + folder.string();
  }
  const fs::path part = part_beside(target.path);
  const UniqueFd beside = create_part(part);  // permissions say less: root may write to /proc
  std::string reason = beside ? "" : text_of_errno();
  ::unlink(part.c_str());
  return reason;
}

}  // namespace

void write_file(const fs::path& path, std::string_view content) {
  const std::string failure = "cannot write " + path.string();
  const Target target = target_of(path);
  if (target.descriptor) {
    std::fflush(stdout);
    write_all(*target.descriptor, content, failure);
    return;
  }
  const std::optional<FileStatus> status = status_of(target.path);
  if (status && !S_ISREG(status->st_mode)) {
    write_in_place(target.path, content, failure);
  } else {
    write_plain_file(target.path, content, status, failure);
  }
}

bool is_replaced(const fs::path& path) noexcept {
  try {
    const Target target = target_of(path);
    return !target.descriptor && !is_special(target.path);
  } catch (const std::exception&) {
    return false;
  }
}

std::string why_not_writable(const fs::path& path) {
  try {
    const std::string reason = reason_not_writable(target_of(path));
    return reason.empty() ? "" : "cannot write " + path.string() + ": " + reason;
  } catch (const CannotRun& error) {  // links in a circle
    return error.what();
  }
}

void check_output_file(std::string_view option, const fs::path& path) {
  const std::string why = why_not_writable(path);
  if (!why.empty()) {
    throw UsageError(std::string(option) + ": " + why);
  }
}

void print(std::string_view text) {
  std::fflush(stdout);
  write_all(STDOUT_FILENO, printable(text, "\n\t"), "cannot write to standard output");
}

}  // namespace tiga::common
