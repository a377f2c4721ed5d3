// Child processes that serve connections.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>

#include "common/unique_fd.hpp"

namespace tiga::servers::blocking {

/// Forks. The child runs `serve`, which must not throw, and exits without printing a message. It is
/// killed when its parent ends for any reason. It inherits the set of blocked signals. Throws
/// std::system_error if no process can be started.
pid_t fork_child(const std::function<void()>& serve);

/// Reaps one child that has ended; `nullopt` if there is none.
std::optional<pid_t> reap_child();

/// A descriptor that becomes readable when a child ends, until clear_ended() (signalfd(2)). Blocks
/// SIGCHLD. Throws CannotRun.
common::UniqueFd watch_children();

/// Reads the pending notifications; call reap_child() afterwards.
void clear_ended(const common::UniqueFd& watched);

}  // namespace tiga::servers::blocking
