// loops_server: an event loop for each core.
#include <CLI/CLI.hpp>
#include <cstddef>

#include "common/cpu_set.hpp"
#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/loops/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("loops_server", [&] {
    std::size_t loops = common::available_cpus().size();
    const auto options = servers::core::parse_command_line(
        argc, argv, {"loops_server", "HTTP server on an event loop for each core", 45001},
        [&](CLI::App& app) {
          app.add_option("--loops", loops, "event loops, each on its own thread")
              ->capture_default_str()
              ->check(CLI::Range(1, 256));
        });
    return options ? servers::core::run_server(*options, loops, servers::loops::serve)
                   : common::Exit::ok;
  });
}
