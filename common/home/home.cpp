#include "common/home/home.hpp"

#include <system_error>

#include "common/error.hpp"

namespace tiga::common {
namespace {

namespace fs = std::filesystem;

constexpr const char* own_executable = "/proc/self/exe";

bool is_home(const fs::path& folder) {
  std::error_code none;
  return fs::is_directory(folder / "plans", none) && fs::is_directory(folder / "plots", none);
}

}  // namespace

fs::path programs_folder() {
  std::error_code error;
  const fs::path self = fs::read_symlink(own_executable, error);
  if (error) {
    throw CannotRun("cannot find this program's folder: " + error.message());
  }
  return self.parent_path();
}

Home home_of(const fs::path& programs) {
  const fs::path above = programs.parent_path().parent_path();
  if (programs.filename() == "tiga" && is_home(above / "share" / "tiga")) {
    return {above / "share" / "tiga", true};
  }
  if (programs.filename() == "bin" && is_home(above.parent_path())) {
    return {above.parent_path(), false};
  }
  const fs::path source = TIGA_HOME;
  return is_home(source) ? Home{source, false} : Home{};
}

Home own_home() {
  std::error_code unknown;
  return home_of(fs::read_symlink(own_executable, unknown).parent_path());
}

}  // namespace tiga::common
