#include "common/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace tiga::common {
namespace {

void write_all(int fd, std::string_view content, const std::string& name) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0) {
      throw_errno("cannot write " + name);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string name_beside(const std::filesystem::path& path) {
  return path.string() + "." + std::to_string(::getpid()) + ".part";
}

// Empty if the file can be written.
std::string reason_why_not(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::file_status status = fs::status(path, unknown);
  if (fs::is_directory(status) || path.filename().empty()) {
    return "it is a folder";
  }
  if (!path.parent_path().empty() && !fs::is_directory(path.parent_path(), unknown)) {
    return "there is no folder " + path.parent_path().string();
  }
  if (fs::exists(status) && !fs::is_regular_file(status)) {  // a device, a pipe
    return ::access(path.c_str(), W_OK) == 0 ? "" : std::generic_category().message(errno);
  }
  // Only the attempt shows it: root may write anywhere, but not on a file system that is read-only.
  const std::string beside = name_beside(path);
  const UniqueFd fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!fd) {
    return std::generic_category().message(errno);
  }
  ::unlink(beside.c_str());
  return "";
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  const std::string beside = name_beside(path);
  try {
    const UniqueFd fd(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!fd) {
      throw_errno("cannot write " + beside);
    }
    write_all(fd.get(), content, beside);
    if (::rename(beside.c_str(), path.c_str()) != 0) {
      throw_errno("cannot rename " + beside + " to " + path.string());
    }
  } catch (...) {
    ::unlink(beside.c_str());
    throw;
  }
}

std::string why_not_writable(const std::filesystem::path& path) {
  const std::string reason = reason_why_not(path);
  return reason.empty() ? "" : "cannot write " + path.string() + ": " + reason;
}

void require_writable(const std::string& option, const std::filesystem::path& path) {
  if (const std::string why = why_not_writable(path); !why.empty()) {
    throw UsageError(option + ": " + why);
  }
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw_errno("cannot read " + path.string());
  }
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "tiga-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw_errno("cannot create a folder like " + name);
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tiga::common
