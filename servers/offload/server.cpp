#include "servers/offload/server.hpp"

#include <memory>
#include <string>
#include <utility>

#include "servers/core/lifecycle.hpp"
#include "servers/loop/server_loop.hpp"
#include "servers/offload/connection.hpp"
#include "servers/offload/workers.hpp"

namespace tiga::servers::offload {

void serve(core::Service& service, core::Listener listener, std::size_t threads) {
  const std::string address = listener.address;
  core::block_stop_signals();  // also in the threads
  loop::Loop loop(service);
  Workers workers(loop.context, threads);
  loop::ServerLoop server(
      loop, std::move(listener),
      [&](common::UniqueFd socket, const common::SocketAddress& peer) {
        return std::make_shared<Connection>(loop, workers, std::move(socket), peer);
      },
      [&] { workers.stop(); });
  core::announce(address);
  server.run();
}

}  // namespace tiga::servers::offload
