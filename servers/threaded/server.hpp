// Thread per connection: one thread accepts, and starts one for each client.
#pragma once

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::threaded {

/// Serves until a stop signal, then drains; every thread is joined on return.
void serve(core::Service& service, core::Listener listener);

}  // namespace tiga::servers::threaded
