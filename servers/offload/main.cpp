// offload_server: one event loop, and threads for what would block it.
#include "servers/core/cli.hpp"
#include "servers/offload/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv,
      {"offload_server", "HTTP server on one event loop with threads for blocking work", 45003,
       true},
      {"--threads", "threads for blocking work; further requests wait in a queue", 64, 4096},
      offload::serve);
}
