// loops_server: an event loop for each core.
#include "common/cpu_set.hpp"
#include "servers/core/cli.hpp"
#include "servers/loops/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv, {"loops_server", "HTTP server on an event loop for each core", 45001, true},
      {"--loops", "event loops, each on its own thread", tiga::common::available_cpus().size(),
       256},
      loops::serve);
}
