// From the command line to the exit status: what every server's main does around its own part.
#pragma once

#include <csignal>
#include <functional>

#include "common/error.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::core {

/// Listens, calls `serve` (which calls announce() once it heeds SIGTERM, and returns when it was
/// told to stop and has drained), then writes the stats file. SIGPIPE is ignored and the limit on
/// descriptors raised before. Throws common::CannotRun.
common::Exit run_server(const Options& options,
                        const std::function<void(Service&, Listener)>& serve);

/// SIGTERM and SIGINT reach this thread, and those that it starts later, no more by themselves; the
/// set of both. Told to stop once, a server must not be killed by a second signal on its way out.
sigset_t block_stop_signals();

}  // namespace tiga::servers::core
