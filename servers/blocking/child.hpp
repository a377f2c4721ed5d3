// Processes that serve for a server.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>

namespace tiga::servers::blocking {

/// Forks; the child runs `serve`, which must not throw, and exits without a word. It is killed when
/// its parent ends, whatever ends that. Signals stay blocked in it as they are here. Throws
/// std::system_error where there can be no more processes.
pid_t fork_child(const std::function<void()>& serve);

/// A child of this process that has ended, if there is one; forgets it.
std::optional<pid_t> reap_child();

}  // namespace tiga::servers::blocking
