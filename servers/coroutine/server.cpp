#include "servers/coroutine/server.hpp"

#include <utility>

#include "servers/coroutine/connection.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::coroutine {

void serve(core::Service& service, core::Listener listener) {
  loop::serve_on_one_loop<Connection>(service, std::move(listener));
}

}  // namespace tiga::servers::coroutine
