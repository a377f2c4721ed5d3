// One event loop that never blocks: a thread pool performs blocking work.
#pragma once

#include <cstddef>

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::offload {

/// Serves until a stop signal, then drains, including work that has begun.
void serve(core::Service& service, core::Listener listener, std::size_t threads);

}  // namespace tiga::servers::offload
