// coroutine_server: a coroutine for each connection, all on one event loop.
#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/coroutine/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("coroutine_server", [&] {
    const auto options = servers::core::parse_command_line(
        argc, argv,
        {"coroutine_server", "HTTP server with a coroutine for each connection", 45002});
    return options ? servers::core::run_server(*options, servers::coroutine::serve)
                   : common::Exit::ok;
  });
}
