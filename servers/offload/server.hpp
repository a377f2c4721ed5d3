// One event loop that never blocks: what would block it is done by a pool of threads.
#pragma once

#include <cstddef>

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::offload {

/// Serves until SIGTERM or SIGINT, then drains, work that has begun included.
void serve(core::Service& service, core::Listener listener, std::size_t threads);

}  // namespace tiga::servers::offload
