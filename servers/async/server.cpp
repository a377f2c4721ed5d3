#include "servers/async/server.hpp"

#include <memory>
#include <utility>

#include "servers/async/connection.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::async {

void serve(core::Service& service, core::Listener listener) {
  loop::Loop loop(service);
  loop::ServerLoop server(loop, std::move(listener),
                          [&loop](common::UniqueFd socket, const common::SocketAddress& peer) {
                            return std::make_shared<Connection>(loop, std::move(socket), peer);
                          });
  server.run();
}

}  // namespace tiga::servers::async
