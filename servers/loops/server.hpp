// Several event loops on one port, without a balancer: the kernel distributes the clients.
#pragma once

#include <vector>

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::loops {

/// Serves until a stop signal, then drains. Runs one loop, on its own thread, for each
/// listener; all must be on one port. If one fails, the others drain and its exception is rethrown.
void serve(core::Service& service, std::vector<core::Listener> listeners);

}  // namespace tiga::servers::loops
