#include "suite/records/paths.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "common/error.hpp"
#include "common/sequences.hpp"
#include "common/text.hpp"

namespace tiga::suite::records {
namespace fs = std::filesystem;

Paths find_home(const std::optional<fs::path>& root, const std::optional<fs::path>& results) {
  const common::Home home = common::own_home();
  Paths paths;
  paths.root = root ? *root : home.folder.empty() ? fs::current_path() : home.folder;
  paths.results = results          ? *results
                  : home.installed ? fs::current_path() / "tiga-results"
                                   : paths.root / "results";
  return paths;
}

fs::path find_plan(const Paths& paths, const std::string& plan) {
  for (const fs::path& file : {fs::path(plan), paths.plans() / (plan + ".toml")}) {
    if (fs::is_regular_file(file)) {
      return file;
    }
  }
  std::string names;
  for (const fs::path& file : all_plans(paths)) {
    names += (names.empty() ? "" : ", ") + file.stem().string();
  }
  throw common::UsageError(
      fmt::format("there is no plan '{}': neither a file of that name nor a plan in {} ({})", plan,
                  for_people(paths.plans()), names.empty() ? "none there" : names));
}

std::vector<fs::path> all_plans(const Paths& paths) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(paths.plans(), none)) {
    if (entry.path().extension() == ".toml") {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

fs::path find_run(const Paths& paths, const std::string& run) {
  for (const fs::path& folder : {paths.results / run, fs::path(run)}) {
    if (fs::is_regular_file(folder / "manifest.json") || fs::is_regular_file(folder / "map.json")) {
      return fs::canonical(folder);
    }
  }
  throw common::UsageError(
      fmt::format("there is no run '{}': neither in {} nor a folder with a manifest.json", run,
                  for_people(paths.results)));
}

void require_programs(std::vector<std::string> programs, const fs::path& folder) {
  std::erase_if(programs, [&](const std::string& program) {
    return ::access((folder / program).c_str(), X_OK) == 0;
  });
  if (programs.empty()) {
    return;
  }
  const std::string help =
      common::home_of(folder).installed
          ? "install tiga again"
          : fmt::format("type: scripts/build release {}",
                        fmt::join(common::transformed(programs, common::shell_word), " "));
  throw common::CannotRun(fmt::format("there is no program {} in {}; {}", fmt::join(programs, ", "),
                                      for_people(folder), help));
}

std::string for_people(const fs::path& path) {
  const int error = errno;
  std::error_code none;
  const fs::path relative = fs::relative(path, none);
  errno = error;
  const bool below = !relative.empty() && *relative.begin() != "..";
  return (below ? relative : path).string();
}

std::string own_command() {
  return common::own_home().installed ? "tiga"
                                      : common::shell_word(for_people(programs_folder() / "tiga"));
}

}  // namespace tiga::suite::records
