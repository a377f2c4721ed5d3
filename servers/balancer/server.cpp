#include "servers/balancer/server.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "servers/balancer/admin.hpp"
#include "servers/balancer/backends.hpp"
#include "servers/balancer/relay.hpp"
#include "servers/balancer/session.hpp"
#include "servers/loop/server_loop.hpp"

namespace tiga::servers::balancer {

void serve(const Options& options, core::Service& service, core::Listener listener) {
  const std::string address = listener.address;
  loop::Loop loop(service);
  Backends backends(loop, options);
  const auto make = [&](common::UniqueFd socket,
                        const common::SocketAddress& peer) -> std::shared_ptr<loop::Connection> {
    if (options.unit == Unit::connection) {
      return std::make_shared<Relay>(loop, options, backends, std::move(socket), peer);
    }
    return std::make_shared<Session>(loop, options, backends, std::move(socket), peer);
  };
  std::optional<Admin> admin;
  if (options.admin_port) {
    admin.emplace(loop, options, backends);
  }
  loop::ServerLoop server(loop, std::move(listener), make, [&] {
    backends.stop();
    if (admin) {
      admin->stop();
    }
  });
  core::announce(address);
  server.run();
}

}  // namespace tiga::servers::balancer
