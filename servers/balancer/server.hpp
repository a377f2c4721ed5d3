// An event loop in front of several servers: distributes requests, or connections, among them.
#pragma once

#include "servers/balancer/options.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::balancer {

/// Serves until a stop signal, then drains. Throws common::CannotRun if a backend's name does
/// not resolve.
void serve(const Options& options, core::Service& service, core::Listener listener);

}  // namespace tiga::servers::balancer
