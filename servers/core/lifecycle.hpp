// From the options to the exit status: what every server's main() does around its own part.
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

/// Listens, then calls `serve`, which calls announce() once it reacts to SIGTERM and returns when
/// it has drained after a stop signal; then tells of dropped log lines and writes the stats file.
/// Ignores SIGPIPE and raises the descriptor limit first. Throws common::CannotRun.
common::Exit run_server(const Options& options,
                        const std::function<void(Service&, Listener)>& serve);

/// The same with several sockets on one port.
common::Exit run_server(const Options& options, std::size_t listeners,
                        const std::function<void(Service&, std::vector<Listener>)>& serve);

/// Blocks the signals of common::stop_signals() in this thread and in those that it starts; returns
/// their set. A server that is draining must not be killed by a second signal.
sigset_t block_stop_signals();

/// Blocks them, and returns a descriptor that becomes readable when one of them arrives
/// (signalfd(2)). Wait for it but do not read it, so that every waiter sees it. Call before
/// starting threads. Throws common::CannotRun.
common::UniqueFd watch_stop_signals();

}  // namespace tiga::servers::core
