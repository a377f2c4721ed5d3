#include "suite/overview/clean.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "common/clock.hpp"
#include "common/error.hpp"
#include "common/file_lock.hpp"
#include "common/sequences.hpp"
#include "common/unique_fd.hpp"
#include "suite/records/paths.hpp"

namespace tiga::suite::overview {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> children(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
    found.push_back(entry.path());
  }
  return found;
}

bool is_real_folder(const fs::path& path) {
  std::error_code none;
  return fs::symlink_status(path, none).type() == fs::file_type::directory;
}

// The locks of the folder and of the runs in it, as records::lock_run() takes them; nothing if a
// process has one of them.
std::optional<std::vector<common::UniqueFd>> try_lock(const fs::path& folder) {
  std::vector<fs::path> wanted = common::filtered(children(folder), is_real_folder);
  wanted.push_back(folder);
  const auto now = common::Deadline::after(common::Nanoseconds::zero());
  std::vector<common::UniqueFd> locks;
  locks.reserve(wanted.size());
  for (const fs::path& path : wanted) {
    common::UniqueFd lock(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock && errno == ENOENT) {
      continue;  // another process removes it, too
    }
    if (!lock) {
      common::throw_errno("cannot open " + records::for_people(path));
    }
    if (!common::try_lock_until(lock.get(), now)) {
      return std::nullopt;
    }
    locks.push_back(std::move(lock));
  }
  return locks;
}

void remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) {
    throw common::CannotRun(
        fmt::format("cannot remove {}: {}", records::for_people(path), error.message()));
  }
}

}  // namespace

std::vector<ResultFolder> too_old(const std::vector<ResultFolder>& folders,
                                  const std::string& latest, std::size_t keep) {
  const std::vector<ResultFolder> all = common::filtered(folders, [](const ResultFolder& folder) {
    return folder.problem.empty() && has_given_name(folder.name(), folder.plan);
  });
  const auto is_latest = [&](const ResultFolder& folder) { return folder.name() == latest; };
  std::size_t kept = std::ranges::any_of(all, is_latest) ? 1 : 0;
  std::vector<ResultFolder> old;
  for (const ResultFolder& folder : all) {
    if (is_latest(folder)) {
      continue;
    }
    if (kept < keep) {
      ++kept;
    } else {
      old.push_back(folder);
    }
  }
  std::ranges::reverse(old);
  return old;
}

bool is_being_measured(const ResultFolder& folder) {
  try {
    return !try_lock(folder.path);
  } catch (const common::CannotRun&) {  // told when it is removed
    return false;
  }
}

Removal remove_result(const ResultFolder& folder) {
  if (!is_real_folder(folder.path)) {
    return Removal::gone;
  }
  const auto locks = try_lock(folder.path);
  if (!locks) {
    return Removal::being_measured;
  }
  const std::string manifest = folder.is_map ? "map.json" : "manifest.json";
  for (const fs::path& child : children(folder.path)) {
    if (child.filename() != manifest) {
      remove_tree(child);
    }
  }
  remove_tree(folder.path);
  return Removal::removed;
}

}  // namespace tiga::suite::overview
