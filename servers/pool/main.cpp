// pool_server: a fixed number of threads.
#include "servers/core/cli.hpp"
#include "servers/pool/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv, {"pool_server", "HTTP server with a fixed number of threads", 47000},
      {"--threads", "serving threads, one connection each", 64, 1 << 15}, pool::serve);
}
