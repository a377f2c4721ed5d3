// Locks on files and folders between processes.
#pragma once

#include "common/clock.hpp"

namespace tiga::common {

/// Takes the exclusive lock of an open file or folder (flock(2)) and waits for it until the
/// deadline; with one that has passed it tries once. Whether it has the lock, which lasts until the
/// last copy of the descriptor is closed: a process of a holder that was killed may keep it for the
/// moment between fork(2) and execve(2). Does not wait where there are no locks, or on a descriptor
/// that is not open: the answer is false.
bool try_lock_until(int fd, Deadline deadline);

}  // namespace tiga::common
