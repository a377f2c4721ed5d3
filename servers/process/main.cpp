// process_server: a process for each connection.
#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/process/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("process_server", [&] {
    const auto options = servers::core::parse_command_line(
        argc, argv, {"process_server", "HTTP server with a process for each connection", 48000});
    return options ? servers::core::run_server(*options, servers::process::serve)
                   : common::Exit::ok;
  });
}
