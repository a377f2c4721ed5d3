// The lower bound of an event loop's cost: one thread, edge-triggered epoll, a constant reply.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "bench/bare_server.hpp"
#include "common/error.hpp"

namespace tiga::bench {
namespace {

using common::UniqueFd;

constexpr int events_at_a_time = 512;

class Server {
 public:
  explicit Server(UniqueFd listener)
      : listener_(std::move(listener)), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    watch(listener_.get(), EPOLLIN);
  }

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

  // A client sends its next request only after a reply, so one receive reads everything.
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

  // False if the connection has to be closed.
  bool answer(int socket, std::string_view request) {
    const bool closes = says_close(request);
    const std::string_view reply = constant_reply(closes);
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
  std::array<char, 16384> buffer_{};
  std::unordered_map<int, std::string> unfinished_;  // heads that arrived in pieces: rare
};

common::Exit run(int argc, const char* const* argv) {
  UniqueFd listener = listen_on_loopback(port_argument(argc, argv), SOCK_NONBLOCK);
  say_ready(listener);
  Server(std::move(listener)).run();
}

}  // namespace
}  // namespace tiga::bench

int main(int argc, char** argv) {
  return tiga::common::run_main("bare_epoll_server", [&] { return tiga::bench::run(argc, argv); });
}
