// The lower bound of a thread per connection: blocking threads, a constant reply.
#include <pthread.h>
#include <sys/socket.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

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
    ::pthread_attr_setdetachstate(&attributes_, PTHREAD_CREATE_DETACHED);
  }

  [[noreturn]] void run() {
    for (;;) {
      UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (socket) {
        serve(std::move(socket));
      }
    }
  }

 private:
  void serve(UniqueFd socket) const {
    auto connection = std::make_unique<UniqueFd>(std::move(socket));
    pthread_t thread{};
    if (::pthread_create(&thread, &attributes_, body, connection.get()) == 0) {
      static_cast<void>(connection.release());  // owned by its thread from now on
    }
  }

  static void* body(void* argument) {
    const std::unique_ptr<UniqueFd> socket(static_cast<UniqueFd*>(argument));
    converse(socket->get());
    return nullptr;
  }

  UniqueFd listener_;
  pthread_attr_t attributes_{};
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
