// Process groups that do not outlive the process that started them, however it ends.
#pragma once

#include <sys/types.h>

#include "common/unique_fd.hpp"

namespace tiga::common {

/// A small process of its own that is told of each process group begun and ended (see
/// Command::keeper). When this process has ended, killed by SIGKILL or not, it kills the groups
/// that are left. PR_SET_PDEATHSIG reaches a child, but not what that child has started. Make it
/// before any thread is started; it must outlive the children that name it. Its destructor kills
/// what is left, too. forget() may be called from any thread.
class GroupKeeper {
 public:
  /// Throws CannotRun.
  GroupKeeper();
  ~GroupKeeper();
  GroupKeeper(const GroupKeeper&) = delete;
  GroupKeeper& operator=(const GroupKeeper&) = delete;

  /// Where a child writes its pid_t once it leads a group: one write, so that it may stand between
  /// fork and exec.
  int descriptor() const noexcept { return pipe_.get(); }
  /// That group has ended: its number may be another's from now on.
  void forget(pid_t group) const noexcept;

 private:
  UniqueFd pipe_;
  pid_t keeper_ = -1;
};

}  // namespace tiga::common
