#include "common/files.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "common/error.hpp"

namespace tiga::common {

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
