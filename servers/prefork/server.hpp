// Pre-forked processes: each accepts and serves, one connection at a time; the parent only restarts
// those that die.
#pragma once

#include <cstddef>

#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"

namespace tiga::servers::prefork {

/// Serves until a stop signal, then drains; every child has ended on return.
void serve(core::Service& service, core::Listener listener, std::size_t processes);

}  // namespace tiga::servers::prefork
