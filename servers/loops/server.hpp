// Several event loops that share nothing but a port: no balancer in front, the kernel deals clients
// out.
#pragma once

#include <vector>

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::loops {

/// Serves until SIGTERM or SIGINT, then drains: a loop, on a thread of its own, for each listener.
/// All of them must be on the same port. Should one fail, the others drain, and it throws what that
/// one threw.
void serve(core::Service& service, std::vector<core::Listener> listeners);

}  // namespace tiga::servers::loops
