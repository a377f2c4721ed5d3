// async_server: one event loop on one thread; each client is a small state machine.
#include "servers/core/cli.hpp"
#include "servers/loop/http_connection.hpp"

int main(int argc, char** argv) {
  using namespace tiga::servers;
  return core::run_program(argc, argv,
                           {"async_server", "HTTP server on one event loop", 45000, true},
                           loop::serve_on_one_loop<loop::HttpConnection>);
}
