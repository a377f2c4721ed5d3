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
  const loop::MakeConnection make = options.unit == Unit::connection
                                        ? loop::connections_of<Relay>(loop, options, backends)
                                        : loop::connections_of<Session>(loop, options, backends);
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
