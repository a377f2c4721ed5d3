// pool_server: a fixed number of threads.
#include <CLI/CLI.hpp>

#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/pool/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("pool_server", [&] {
    std::size_t threads = servers::pool::usual_threads;
    const auto options = servers::core::parse_command_line(
        argc, argv, {"pool_server", "HTTP server with a fixed number of threads", 47000},
        [&](CLI::App& app) {
          app.add_option("--threads", threads, "serving threads, one connection each")
              ->capture_default_str()
              ->check(CLI::Range(1, 1 << 15));
        });
    return options ? servers::core::run_server(
                         *options,
                         [&](servers::core::Service& service, servers::core::Listener listener) {
                           servers::pool::serve(service, std::move(listener), threads);
                         })
                   : common::Exit::ok;
  });
}
