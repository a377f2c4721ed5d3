// coroutine_server: a coroutine for each connection, all on one event loop.
#include "servers/core/cli.hpp"
#include "servers/coroutine/connection.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(
      argc, argv, {"coroutine_server", "HTTP server with a coroutine for each connection", 45002},
      loop::serve_on_one_loop<coroutine::Connection>);
}
