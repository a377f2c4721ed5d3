// libmicrohttpd with a thread per connection, and the reply of async_server to `GET /`. It has the
// same settings as our servers: the same backlog, small stacks, no limit on the requests of a
// connection.
#include <microhttpd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string_view>

#include "bench/bare_server.hpp"
#include "common/error.hpp"

namespace tiga::bench {
namespace {

constexpr std::string_view content = "OK\n";
constexpr unsigned int most_connections = 20000;
constexpr std::size_t stack_bytes = 64 * 1024;

using Response = std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)>;
using Daemon = std::unique_ptr<MHD_Daemon, decltype(&MHD_stop_daemon)>;

Response make_response() {
  // Persistent contents are only read, though the parameter is not const.
  Response response(MHD_create_response_from_buffer(
                        content.size(), const_cast<char*>(content.data()), MHD_RESPMEM_PERSISTENT),
                    MHD_destroy_response);
  if (response == nullptr ||
      MHD_add_response_header(response.get(), "Content-Type", "text/html") != MHD_YES) {
    throw common::CannotRun("libmicrohttpd has no memory for a response");
  }
  return response;
}

// Called when the head has arrived, and again when the request is complete.
MHD_Result answer(void* response, MHD_Connection* connection, const char*, const char*, const char*,
                  const char*, std::size_t* content_left, void** of_request) {
  if (*of_request == nullptr) {
    *of_request = response;
    return MHD_YES;
  }
  *content_left = 0;
  return MHD_queue_response(connection, MHD_HTTP_OK, static_cast<MHD_Response*>(response));
}

common::Exit run(int argc, const char* const* argv) {
  common::UniqueFd listener = listen_on_loopback(port_argument(argc, argv), SOCK_NONBLOCK);
  const Response response = make_response();
  const Daemon daemon(
      MHD_start_daemon(
          MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0,
          nullptr, nullptr, answer, response.get(), MHD_OPTION_LISTEN_SOCKET, listener.get(),
          MHD_OPTION_CONNECTION_LIMIT, most_connections, MHD_OPTION_THREAD_STACK_SIZE, stack_bytes,
          MHD_OPTION_END),
      MHD_stop_daemon);
  if (daemon == nullptr) {
    throw common::CannotRun("libmicrohttpd did not start");
  }
  say_ready(listener);
  static_cast<void>(listener.release());  // libmicrohttpd closes it
  for (;;) {
    ::pause();  // a signal ends the program
  }
}

}  // namespace
}  // namespace tiga::bench

int main(int argc, char** argv) {
  return tiga::common::run_main("microhttpd_server", [&] { return tiga::bench::run(argc, argv); });
}
