// threaded_server: a thread for each connection.
#include "servers/core/cli.hpp"
#include "servers/threaded/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv, {"threaded_server", "HTTP server with a thread for each connection", 46000},
      threaded::serve);
}
