#include "common/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

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

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
  const std::string beside = path.string() + "." + std::to_string(::getpid()) + ".part";
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

std::string read_file(const std::filesystem::path& path, std::size_t most) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) {
    throw_errno("cannot read " + path.string());
  }
  std::array<char, 65536> piece;
  std::string content;
  while (content.size() < most) {
    const std::size_t room = std::min(piece.size(), most - content.size());
    const ssize_t count = ::read(fd.get(), piece.data(), room);
    if (count == 0) {
      break;
    }
    if (count > 0) {
      content.append(piece.data(), static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      throw_errno("cannot read " + path.string());
    }
  }
  return content;
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
