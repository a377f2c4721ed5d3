// offload_server: one event loop, and threads for what would block it.
#include "servers/core/cli.hpp"
#include "servers/offload/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv,
      {"offload_server", "HTTP server on one event loop that hands work to threads", 45003},
      {"--threads", "threads for blocking requests; further ones wait in a queue", 64, 4096},
      offload::serve);
}
