// prefork_server: a fixed number of processes, forked beforehand.
#include <CLI/CLI.hpp>

#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/prefork/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("prefork_server", [&] {
    std::size_t processes = servers::prefork::usual_processes;
    const auto options = servers::core::parse_command_line(
        argc, argv, {"prefork_server", "HTTP server with a fixed number of processes", 49000},
        [&](CLI::App& app) {
          app.add_option("--processes", processes, "serving processes, one connection each")
              ->capture_default_str()
              ->check(CLI::Range(1, 1 << 12));
        });
    return options ? servers::core::run_server(
                         *options,
                         [&](servers::core::Service& service, servers::core::Listener listener) {
                           servers::prefork::serve(service, std::move(listener), processes);
                         })
                   : common::Exit::ok;
  });
}
