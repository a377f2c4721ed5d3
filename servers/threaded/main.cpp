// threaded_server: a thread for each connection.
#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/threaded/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("threaded_server", [&] {
    const auto options = servers::core::parse_command_line(
        argc, argv, {"threaded_server", "HTTP server with a thread for each connection", 46000});
    return options ? servers::core::run_server(*options, servers::threaded::serve)
                   : common::Exit::ok;
  });
}
