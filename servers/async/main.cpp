// async_server: one event loop on one thread.
#include "common/error.hpp"
#include "servers/async/server.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("async_server", [&] {
    const auto options = servers::core::parse_command_line(
        argc, argv, {"async_server", "HTTP server on one event loop", 45000});
    return options ? servers::core::run_server(*options, servers::async::serve) : common::Exit::ok;
  });
}
