// The lower bound of a thread per connection: blocking threads, a constant reply.
#include <pthread.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/bare_server.hpp"
#include "common/error.hpp"

namespace tiga::bench {
namespace {

using common::UniqueFd;

constexpr std::size_t stack_bytes = 64 * 1024;

// Serves until the client leaves or its last reply was sent.
void converse(int socket) {
  std::array<char, 4096> buffer;  // NOLINT: zeroing it would be a cost that no server needs
  std::string unfinished;         // a head that arrived in pieces: rare
  for (;;) {
    const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
      return;
    }
    std::string_view request(buffer.data(), static_cast<std::size_t>(got));
    if (!unfinished.empty() || !is_whole(request)) {
      request = unfinished.append(request);
    }
    if (!is_whole(request)) {
      continue;
    }
    const bool closes = says_close(request);
    const std::string_view reply = constant_reply(closes);
    const ssize_t sent = ::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL);
    if (closes || sent != static_cast<ssize_t>(reply.size())) {
      return;
    }
    unfinished.clear();
  }
}

class Server {
 public:
  explicit Server(UniqueFd listener) : listener_(std::move(listener)) {
    ::pthread_attr_init(&attributes_);
    ::pthread_attr_setstacksize(&attributes_, stack_bytes);
  }

  [[noreturn]] void run() {
    for (;;) {
      UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      join_ended();
      if (socket) {
        serve(std::move(socket));
      }
    }
  }

 private:
  struct Connection {
    Server* server;
    UniqueFd socket;
  };

  void serve(UniqueFd socket) {
    auto connection = std::make_unique<Connection>(Connection{this, std::move(socket)});
    pthread_t thread{};
    if (::pthread_create(&thread, &attributes_, body, connection.get()) == 0) {
      static_cast<void>(connection.release());  // owned by its thread from now on
    }
  }

  static void* body(void* argument) {
    const std::unique_ptr<Connection> connection(static_cast<Connection*>(argument));
    converse(connection->socket.get());
    connection->socket.reset();
    const std::lock_guard lock(connection->server->mutex_);
    connection->server->ended_.push_back(::pthread_self());
    return nullptr;
  }

  // Done at each accept, so that threads which have ended do not pile up.
  void join_ended() {
    {
      const std::lock_guard lock(mutex_);
      joining_.swap(ended_);
    }
    for (const pthread_t thread : joining_) {
      ::pthread_join(thread, nullptr);
    }
    joining_.clear();
  }

  UniqueFd listener_;
  pthread_attr_t attributes_{};
  std::mutex mutex_;
  std::vector<pthread_t> ended_;  // guarded by mutex_
  std::vector<pthread_t> joining_;
};

common::Exit run(int argc, const char* const* argv) {
  UniqueFd listener = listen_on_loopback(port_argument(argc, argv), 0);
  say_ready(listener);
  Server(std::move(listener)).run();
}

}  // namespace
}  // namespace tiga::bench

int main(int argc, char** argv) {
  return tiga::common::run_main("bare_thread_server", [&] { return tiga::bench::run(argc, argv); });
}
