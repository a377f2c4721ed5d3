// prefork_server: a fixed number of processes, forked beforehand.
#include "servers/core/cli.hpp"
#include "servers/prefork/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv, {"prefork_server", "HTTP server with a fixed number of processes", 49000},
      {"--processes", "serving processes, one connection each", 64, 1 << 12}, prefork::serve);
}
