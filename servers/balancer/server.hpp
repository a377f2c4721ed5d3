// Event loop in front of several servers: requests, or connections, go to them in turn.
#pragma once

#include "servers/balancer/options.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::balancer {

/// Serves until SIGTERM or SIGINT, then drains. Throws common::CannotRun when a backend's name does
/// not resolve.
void serve(const Options& options, core::Service& service, core::Listener listener);

}  // namespace tiga::servers::balancer
