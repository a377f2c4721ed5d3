#include "servers/prefork/server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/blocking/child.hpp"
#include "servers/core/lifecycle.hpp"
#include "servers/core/listener.hpp"
#include "servers/core/service.hpp"
#include "servers/prefork/child.hpp"
#include "servers/prefork/process_slots.hpp"

namespace tiga::servers::prefork {
namespace {

// A dead process is replaced at most once in this time, so that one that cannot run is not
// restarted in a tight loop.
constexpr std::chrono::milliseconds shortest_life{1000};
constexpr int look_again = 100;  // milliseconds, while a process is missing
constexpr int look_often = 1;

/// The parent process. It has no threads, so that no lock is held when a child is forked.
class Server {
 public:
  Server(core::Service& service, core::Listener listener, std::size_t processes);

  void run();

 private:
  struct Process {
    pid_t id = 0;  // 0: none
    common::TimePoint started_at;
  };

  void start(std::size_t number);
  void replace_ended();
  std::size_t reap();
  bool any() const;
  void drain();
  void reap_until(common::Deadline deadline);

  core::Service& service_;
  core::Listener listener_;
  common::UniqueFd stop_signals_;
  common::UniqueFd ended_;  // readable when a child has ended
  ProcessSlots slots_;
  std::vector<Process> processes_;  // by number
};

Server::Server(core::Service& service, core::Listener listener, std::size_t processes)
    : service_(service),
      listener_(std::move(listener)),
      stop_signals_(core::watch_stop_signals()),
      ended_(blocking::watch_children()),
      slots_(processes, service.options),
      processes_(processes) {
  const int socket = listener_.socket.get();
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) & ~O_NONBLOCK);
}

void Server::run() {
  for (std::size_t number = 0; number < processes_.size(); ++number) {
    start(number);
  }
  core::announce(listener_.address);
  std::array<pollfd, 2> polled{{{stop_signals_.get(), POLLIN, 0}, {ended_.get(), POLLIN, 0}}};
  while (polled[0].revents == 0) {
    const bool complete =
        std::ranges::none_of(processes_, [](const auto& one) { return one.id == 0; });
    ::poll(polled.data(), polled.size(), complete ? -1 : look_again);
    if (polled[0].revents == 0) {
      replace_ended();
    }
  }
  drain();
}

// Throws std::system_error if no process can be started.
void Server::start(std::size_t number) {
  processes_[number].started_at = common::SteadyClock::now();
  processes_[number].id =
      blocking::fork_child([&] { Child(service_, listener_.socket.get(), slots_, number).run(); });
}

void Server::replace_ended() {
  if (const std::size_t ended = reap(); ended > 0) {
    service_.log.error("a process that served has died; another takes its place");
  }
  const common::TimePoint now = common::SteadyClock::now();
  for (std::size_t number = 0; number < processes_.size(); ++number) {
    if (processes_[number].id == 0 && now - processes_[number].started_at >= shortest_life) {
      try {
        start(number);
      } catch (const std::exception& error) {
        service_.log.error(error.what());
      }
    }
  }
}

// Returns how many have ended.
std::size_t Server::reap() {
  blocking::clear_ended(ended_);
  std::size_t ended = 0;
  while (const auto child = blocking::reap_child()) {
    const auto place = std::ranges::find(processes_, *child, &Process::id);
    if (place != processes_.end()) {
      place->id = 0;
      slots_.leave(static_cast<std::size_t>(place - processes_.begin()));
      ++ended;
    }
  }
  return ended;
}

bool Server::any() const {
  return std::ranges::any_of(processes_, [](const Process& one) { return one.id != 0; });
}

// Clients that wait now are served by processes that are, or become, free. Then the listening
// socket is shut down, which wakes every process that waits in accept(2) or for an idle client.
void Server::drain() {
  const common::Deadline deadline = common::Deadline::after(service_.options.drain_timeout);
  const int socket = listener_.socket.get();
  const std::uint64_t last =
      service_.counters.connections_accepted.value() + clients_waiting(socket);
  service_.draining = true;
  while (service_.counters.connections_accepted.value() < last && clients_waiting(socket) > 0 &&
         any() && !deadline.passed()) {
    ::poll(nullptr, 0, look_often);
    reap();
  }
  ::shutdown(socket, SHUT_RD);
  listener_.socket.reset();
  reap_until(deadline);
  for (const Process& one : processes_) {
    if (one.id != 0) {
      ::kill(one.id, SIGKILL);
    }
  }
  reap_until(common::Deadline(common::TimePoint::max()));
}

void Server::reap_until(common::Deadline deadline) {
  pollfd polled{ended_.get(), POLLIN, 0};
  reap();
  while (any() && !deadline.passed()) {
    ::poll(&polled, 1, std::min(deadline.poll_milliseconds(), look_again));
    reap();
  }
}

}  // namespace

void serve(core::Service& service, core::Listener listener, std::size_t processes) {
  Server(service, std::move(listener), processes).run();
}

}  // namespace tiga::servers::prefork
