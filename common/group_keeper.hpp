// Ends process groups together with the process that started them, however it ends.
#pragma once

#include <sys/types.h>

#include "common/unique_fd.hpp"

namespace tiga::common {

/// A small helper process that is notified of each process group's start and end (see
/// Command::keeper). When this process ends, even by SIGKILL, it kills the remaining groups.
/// (PR_SET_PDEATHSIG reaches a child, but not what that child has started.) Create it before any
/// thread; it must outlive the children that use it. Its destructor also kills the remaining
/// groups. forget() may be called from any thread.
class GroupKeeper {
 public:
  /// Throws CannotRun.
  GroupKeeper();
  ~GroupKeeper();
  GroupKeeper(const GroupKeeper&) = delete;
  GroupKeeper& operator=(const GroupKeeper&) = delete;

  /// The descriptor to which a child writes its pid_t once it leads a group: one write, allowed
  /// between fork and exec.
  int descriptor() const noexcept { return pipe_.get(); }
  /// That group has ended: its number may be reused from now on.
  void forget(pid_t group) const noexcept;

 private:
  UniqueFd pipe_;
  pid_t keeper_ = -1;
};

}  // namespace tiga::common
