// balancer: distributes requests, or connections, among several servers.
#include <utility>

#include "common/error.hpp"
#include "servers/balancer/options.hpp"
#include "servers/balancer/server.hpp"
#include "servers/core/lifecycle.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("balancer", [&] {
    const auto options = servers::balancer::parse_command_line(argc, argv);
    if (!options) {
      return common::Exit::ok;
    }
    return servers::core::run_server(
        options->server, [&](servers::core::Service& service, servers::core::Listener listener) {
          servers::balancer::serve(*options, service, std::move(listener));
        });
  });
}
