#include "bench/bare_server.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/files.hpp"
#include "common/stop_signals.hpp"

namespace tiga::bench {
namespace {

using namespace std::string_view_literals;

constexpr auto persistent_reply =
    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/html\r\n"
    "Content-Length: 3\r\n\r\nOK\n"sv;
constexpr auto last_reply =
    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/html\r\n"
    "Content-Length: 3\r\nConnection: close\r\n\r\nOK\n"sv;
static_assert(persistent_reply.size() == 103 && last_reply.size() == 122);

constexpr int backlog = 4096;

[[noreturn]] void leave(int) { ::_exit(0); }

}  // namespace

bool is_whole(std::string_view request) { return request.ends_with("\r\n\r\n"); }

bool says_close(std::string_view request) {
  const std::size_t line_end = request.find('\r');
  return request.substr(0, line_end).ends_with("HTTP/1.0") ||
         request.find("\r\nConnection: close\r\n", line_end) != std::string_view::npos;
}

std::string_view constant_reply(bool closes) { return closes ? last_reply : persistent_reply; }

common::UniqueFd listen_on_loopback(std::uint16_t port, int flags) {
  common::UniqueFd listener = common::listen_on_loopback(port, backlog, flags);
  const int on = 1;
  ::setsockopt(listener.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // is inherited
  return listener;
}

std::uint16_t port_argument(int argc, const char* const* argv) {
  if (argc > 2) {
    throw common::UsageError("takes one argument, the port to listen on");
  }
  if (argc < 2 || argv[1] == "0"sv) {
    return 0;
  }
  return common::parse_endpoint("127.0.0.1:" + std::string(argv[1])).port;
}

void say_ready(const common::UniqueFd& listener) {
  common::handle_stop_signals(leave);
  common::raise_descriptor_limit();
  common::print("listening on 127.0.0.1:" + std::to_string(common::port_of(listener)) + "\n");
}

}  // namespace tiga::bench
