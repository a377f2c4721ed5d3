#include "servers/async/server.hpp"

#include <utility>

#include "servers/loop/http_connection.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::async {

void serve(core::Service& service, core::Listener listener) {
  loop::serve_on_one_loop<loop::HttpConnection>(service, std::move(listener));
}

}  // namespace tiga::servers::async
