// Signals as descriptors that can be polled.
#pragma once

#include "common/unique_fd.hpp"

namespace tiga::servers::blocking {

/// Readable once SIGTERM or SIGINT has come, and from then on. Both are blocked in this thread and
/// in those that it starts. Throws CannotRun.
common::UniqueFd watch_stop_signals();

/// Readable when a child has ended, until heed(). SIGCHLD is blocked. Throws CannotRun.
common::UniqueFd watch_children();

/// What has come was seen.
void heed(const common::UniqueFd& watched);

}  // namespace tiga::servers::blocking
