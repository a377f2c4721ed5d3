// Keeps two runs of a user off the same cores.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/cpu_set.hpp"
#include "common/unique_fd.hpp"

namespace tiga::suite::runs {

/// The folder of the lock files: `$TIGA_LOCKS`, else one in /tmp that is this user's.
std::filesystem::path lock_folder();

/// Locks on cores, one file for each (flock(2)): the kernel releases them however this process
/// ends. All runs of one process share one CoreLock. Not thread-safe.
class CoreLock {
 public:
  explicit CoreLock(std::filesystem::path folder = lock_folder()) : folder_(std::move(folder)) {}

  /// Takes these cores; does nothing after the first call. If another process holds one of them for
  /// more than two seconds: throws CannotRun, which names it, unless forced. Throws CannotRun too
  /// if the folder is another user's or no file can be made in it.
  void take(const common::CpuSet& cores, bool force);

  /// Whether another run measured on these cores when they were taken, and that was forced.
  bool is_shared() const { return shared_; }

 private:
  void make_folder() const;
  common::UniqueFd open(int core) const;

  std::filesystem::path folder_;
  std::vector<common::UniqueFd> files_;
  bool taken_ = false;
  bool shared_ = false;
};

}  // namespace tiga::suite::runs
