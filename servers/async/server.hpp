// One event loop: one thread, one io_context; each client is a small state machine.
#pragma once

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::async {

/// Serves until SIGTERM or SIGINT, then drains.
void serve(core::Service& service, core::Listener listener);

}  // namespace tiga::servers::async
