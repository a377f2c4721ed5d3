// Process per connection: one process accepts, and forks one for each client.
#pragma once

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::process {

/// Serves until a stop signal, then drains; every child has ended on return.
void serve(core::Service& service, core::Listener listener);

}  // namespace tiga::servers::process
