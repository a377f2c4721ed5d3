#include "servers/coroutine/server.hpp"

#include <memory>
#include <string>
#include <utility>

#include "servers/coroutine/connection.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::coroutine {

void serve(core::Service& service, core::Listener listener) {
  const std::string address = listener.address;
  loop::Loop loop(service);
  loop::ServerLoop server(loop, std::move(listener),
                          [&loop](common::UniqueFd socket, const common::SocketAddress& peer) {
                            return std::make_shared<Connection>(loop, std::move(socket), peer);
                          });
  core::announce(address);
  server.run();
}

}  // namespace tiga::servers::coroutine
