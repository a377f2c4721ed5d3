// One event loop on one thread, with a coroutine for each client.
#pragma once

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::coroutine {

/// Serves until SIGTERM or SIGINT, then drains.
void serve(core::Service& service, core::Listener listener);

}  // namespace tiga::servers::coroutine
