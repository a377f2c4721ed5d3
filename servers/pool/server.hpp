// Thread pool: one thread accepts, a fixed number of others serve.
#pragma once

#include <cstddef>

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::pool {

/// Serves until a stop signal, then drains; every thread is joined on return.
void serve(core::Service& service, core::Listener listener, std::size_t threads);

}  // namespace tiga::servers::pool
