// offload_server: one event loop, and threads for what would block it.
#include <CLI/CLI.hpp>
#include <cstddef>
#include <utility>

#include "common/error.hpp"
#include "servers/core/cli.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/offload/server.hpp"

int main(int argc, char** argv) {
  using namespace tiga;
  return common::run_main("offload_server", [&] {
    std::size_t threads = 64;
    const auto options = servers::core::parse_command_line(
        argc, argv,
        {"offload_server", "HTTP server on one event loop with threads for blocking work", 45003},
        [&](CLI::App& app) {
          app.add_option("--threads", threads,
                         "threads for blocking work; further requests wait in a queue")
              ->capture_default_str()
              ->check(CLI::Range(1, 4096));
        });
    if (!options) {
      return common::Exit::ok;
    }
    return servers::core::run_server(
        *options, [&](servers::core::Service& service, servers::core::Listener listener) {
          servers::offload::serve(service, std::move(listener), threads);
        });
  });
}
