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

std::string read_regular_file(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_other(path, error)) {
    throw CannotRun("cannot read " + path.string() + ": it is no regular file");
  }
  return read_file(path);
}

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  const std::filesystem::path all = std::filesystem::temp_directory_path(error);
  if (error) {
    throw CannotRun("no folder for temporary files; TMPDIR names one: " + error.message());
  }
  // Programs that are started elsewhere are told of it.
  std::string name = (std::filesystem::absolute(all) / "tiga-XXXXXX").string();
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
