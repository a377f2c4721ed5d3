// From the command line to the exit status: what every server's main does around its own part.
#pragma once

#include <csignal>
#include <cstddef>
#include <functional>
#include <vector>

#include "common/error.hpp"
#include "common/unique_fd.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::core {

/// Listens, calls `serve` (which calls announce() once it heeds SIGTERM, and returns when it was
/// told to stop and has drained), then writes the stats file. SIGPIPE is ignored and the limit on
/// descriptors raised before. Throws common::CannotRun.
common::Exit run_server(const Options& options,
                        const std::function<void(Service&, Listener)>& serve);

/// The same with so many sockets on one port.
common::Exit run_server(const Options& options, std::size_t listeners,
                        const std::function<void(Service&, std::vector<Listener>)>& serve);

/// SIGTERM and SIGINT reach this thread, and those that it starts later, no more by themselves; the
/// set of both. Told to stop once, a server must not be killed by a second signal on its way out.
sigset_t block_stop_signals();

/// The same, and a descriptor that is readable once the process was told to stop: to be waited for
/// and never read, so that all who wait see it, each with a descriptor of its own or with the same
/// (signalfd(2)). Call it before threads are started. Throws common::CannotRun.
common::UniqueFd watch_stop_signals();

}  // namespace tiga::servers::core
