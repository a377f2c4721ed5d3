// The kernel's floor under a server: one thread, edge-triggered epoll, a constant reply of the
// octets that async_server gives to `GET /`, and no HTTP beyond the blank line that ends a request.
// For measuring only: a request is taken for a GET, its octets may come in pieces, but requests
// must not be pipelined.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace {

using namespace std::string_view_literals;
using tiga::common::UniqueFd;

constexpr auto persistent_reply =
    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/html\r\n"
    "Content-Length: 3\r\n\r\nOK\n"sv;
constexpr auto last_reply =
    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/html\r\n"
    "Content-Length: 3\r\nConnection: close\r\n\r\nOK\n"sv;
static_assert(persistent_reply.size() == 103 && last_reply.size() == 122);

constexpr int backlog = 4096;
constexpr int events_at_a_time = 512;

bool is_whole(std::string_view request) { return request.ends_with("\r\n\r\n"); }

bool says_close(std::string_view request) {
  const std::size_t line_end = request.find('\r');
  return request.substr(0, line_end).ends_with("HTTP/1.0") ||
         request.find("\r\nConnection: close\r\n", line_end) != std::string_view::npos;
}

class Server {
 public:
  explicit Server(std::uint16_t port)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    const int on = 1;
    ::setsockopt(listener_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(listener_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // is inherited
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_.get(), backlog) != 0) {
      tiga::common::throw_errno("cannot listen on 127.0.0.1:" + std::to_string(port));
    }
    socklen_t size = sizeof address;
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    watch(listener_.get(), EPOLLIN);
  }

  std::uint16_t port() const { return port_; }

  [[noreturn]] void run() {
    std::array<epoll_event, events_at_a_time> events{};
    for (;;) {
      const int count = ::epoll_wait(epoll_.get(), events.data(), events_at_a_time, -1);
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == listener_.get()) {
          accept_waiting();
        } else {
          serve(event.data.fd, (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0);
        }
      }
    }
  }

 private:
  void watch(int socket, std::uint32_t what) {
    epoll_event event{};
    event.events = what;
    event.data.fd = socket;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, socket, &event);
  }

  void accept_waiting() {
    int socket = 0;
    while ((socket = ::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >=
           0) {
      watch(socket, EPOLLIN | EPOLLET | EPOLLRDHUP);
    }
  }

  // A client sends its next request only after a reply, so one receive takes all there is.
  void serve(int socket, bool peer_ended) {
    const ssize_t got = ::recv(socket, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) {
      if (got == 0 || errno != EAGAIN) {
        close(socket);
      }
      return;
    }
    std::string_view request(buffer_.data(), static_cast<std::size_t>(got));
    if (!unfinished_.empty() || !is_whole(request)) {
      request = unfinished_[socket].append(request);
    }
    const bool last = is_whole(request) && !answer(socket, request);
    if (last || peer_ended) {
      close(socket);
    }
  }

  // False where the connection is to be closed.
  bool answer(int socket, std::string_view request) {
    const bool closes = says_close(request);
    const std::string_view reply = closes ? last_reply : persistent_reply;
    const ssize_t sent = ::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL);
    if (!unfinished_.empty()) {
      unfinished_.erase(socket);
    }
    return !closes && sent == static_cast<ssize_t>(reply.size());
  }

  void close(int socket) {
    if (!unfinished_.empty()) {
      unfinished_.erase(socket);
    }
    ::close(socket);
  }

  UniqueFd listener_;
  UniqueFd epoll_;
  std::uint16_t port_ = 0;
  std::array<char, 16384> buffer_{};
  std::unordered_map<int, std::string> unfinished_;  // heads that came in pieces: rare
};

[[noreturn]] void leave(int) { ::_exit(0); }

tiga::common::Exit run(int argc, char** argv) {
  std::uint16_t port = 0;
  if (argc > 1 && argv[1] != "0"sv) {
    port = tiga::common::parse_endpoint("127.0.0.1:" + std::string(argv[1])).port;
  }
  ::signal(SIGTERM, leave);
  ::signal(SIGINT, leave);
  tiga::common::raise_descriptor_limit();
  Server server(port);
  std::printf("listening on 127.0.0.1:%d\n", server.port());
  std::fflush(stdout);
  server.run();
}

}  // namespace

int main(int argc, char** argv) {
  return tiga::common::run_main("bare_epoll_server", [&] { return run(argc, argv); });
}
