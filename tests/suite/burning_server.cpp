// A server whose cost is known: each reply takes exactly so much CPU time of its process, all that
// the kernel spends for it included. One thread, persistent connections, requests that come whole.
//
//   burning_server PORT [burn_us=N] [copy_burn_us=N arm=NAME] [short_every=N]
//
// `copy_burn_us` holds where NAME ends in "-aa"; every N-th reply of `short_every` lacks its last
// byte.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/endpoint.hpp"
#include "common/error.hpp"
#include "common/unique_fd.hpp"

namespace {

using tiga::common::UniqueFd;

constexpr std::string_view reply =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\nOK\n";

std::chrono::nanoseconds cpu_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// Each call returns when the process has used that much more than at the call before: what it did
// in between is part of it.
class Burner {
 public:
  explicit Burner(std::chrono::microseconds each) : each_(each) {}

  void burn() {
    if (due_ == std::chrono::nanoseconds::zero()) {
      due_ = cpu_time();
    }
    due_ += each_;
    while (cpu_time() < due_) {
    }
  }

 private:
  std::chrono::nanoseconds each_;
  std::chrono::nanoseconds due_{0};
};

UniqueFd listen_on(std::uint16_t port) {
  UniqueFd listener = tiga::common::listen_on_loopback(port, 4096);
  const int on = 1;
  ::setsockopt(listener.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // is inherited
  return listener;
}

struct Behaviour {
  std::chrono::microseconds burn{0};
  std::uint64_t short_every = 0;  // 0: never
};

class Server {
 public:
  Server(UniqueFd listener, Behaviour behaviour)
      : listener_(std::move(listener)),
        burner_(behaviour.burn),
        short_every_(behaviour.short_every) {}

  [[noreturn]] void run() {
    for (;;) {
      std::vector<pollfd> waiting{{listener_.get(), POLLIN, 0}};
      for (const UniqueFd& client : clients_) {
        waiting.push_back({client.get(), POLLIN, 0});
      }
      ::poll(waiting.data(), waiting.size(), -1);
      for (std::size_t at = waiting.size() - 1; at > 0; --at) {
        if (waiting[at].revents != 0 && !serve(clients_[at - 1].get())) {
          clients_.erase(clients_.begin() + static_cast<std::ptrdiff_t>(at - 1));
        }
      }
      if (waiting[0].revents != 0) {
        clients_.emplace_back(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      }
    }
  }

 private:
  bool serve(int client) {
    std::array<char, 4096> request{};
    if (::recv(client, request.data(), request.size(), 0) <= 0) {
      return false;
    }
    burner_.burn();
    ++replies_;
    const bool cut = short_every_ > 0 && replies_ % short_every_ == 0;
    const std::string_view bytes = cut ? reply.substr(0, reply.size() - 1) : reply;
    return ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size()) &&
           !cut;
  }

  UniqueFd listener_;
  Burner burner_;
  std::uint64_t short_every_;
  std::uint64_t replies_ = 0;
  std::vector<UniqueFd> clients_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  auto port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
  std::map<std::string_view, std::string> settings;
  for (const std::string_view argument : arguments) {
    const std::size_t equals = argument.find('=');
    if (equals != std::string_view::npos) {
      settings[argument.substr(0, equals)] = argument.substr(equals + 1);
    }
  }
  const bool copy = settings["arm"].ends_with("-aa") && settings.contains("copy_burn_us");
  const Behaviour behaviour{
      std::chrono::microseconds(std::atoll(settings[copy ? "copy_burn_us" : "burn_us"].c_str())),
      static_cast<std::uint64_t>(std::atoll(settings["short_every"].c_str()))};
  UniqueFd listener = listen_on(port);
  std::printf("listening on 127.0.0.1:%d\n", tiga::common::port_of(listener));
  std::fflush(stdout);
  Server(std::move(listener), behaviour).run();
}
