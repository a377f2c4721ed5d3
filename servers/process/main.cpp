// process_server: a process for each connection.
#include "servers/core/cli.hpp"
#include "servers/process/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv, {"process_server", "HTTP server with a process for each connection", 48000},
      process::serve);
}
