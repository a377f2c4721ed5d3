#include "servers/prefork/child.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <utility>

#include "servers/blocking/acceptor.hpp"
#include "servers/blocking/fairness.hpp"

namespace tiga::servers::prefork {

using blocking::IdleDecision;

namespace {

// Which of two sockets becomes readable within `milliseconds`.
struct Readable {
  bool client = false;
  bool listener = false;
};

Readable poll_both(int client, int listener, int milliseconds) {
  std::array<pollfd, 2> polled{{{client, POLLIN, 0}, {listener, POLLIN, 0}}};
  ::poll(polled.data(), polled.size(), milliseconds);
  return {polled[0].revents != 0, polled[1].revents != 0};
}

constexpr int nobody = -1;  // poll(2) ignores it

}  // namespace

Child::Child(core::Service& service, int listener, const ProcessSlots& slots, std::size_t number)
    : service_(service),
      listener_(listener),
      slots_(slots),
      number_(number),
      worker_(service, 1),
      connection_(service, this) {}

void Child::run() {
  sockaddr_storage peer{};
  while (common::UniqueFd socket = accept(peer)) {
    service_.counters.connections_accepted.add();
    try {
      serve(std::move(socket), peer);
    } catch (const std::exception& error) {  // memory has run out
      service_.log.error(error.what());
    }
  }
}

// Empty once the listening socket is shut down.
common::UniqueFd Child::accept(sockaddr_storage& peer) {
  const bool by_address = service_.options.max_connections_per_address > 0;
  while (true) {
    socklen_t size = sizeof peer;
    common::UniqueFd socket(::accept4(listener_,
                                      by_address ? reinterpret_cast<sockaddr*>(&peer) : nullptr,
                                      by_address ? &size : nullptr, SOCK_CLOEXEC));
    if (socket || errno == EINVAL) {
      return socket;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      service_.counters.accept_pauses.add();
      ::poll(nullptr, 0, static_cast<int>(blocking::accept_pause.count()));
    }
  }  // EAGAIN: the inherited receive timeout
}

void Child::serve(common::UniqueFd socket, const sockaddr_storage& peer) {
  if (!slots_.take(number_, peer)) {
    blocking::answer_rejected(worker_, socket.get());
    linger(std::move(socket));
    return;
  }
  began_ = common::SteadyClock::now();
  connection_.set_last_request(false);
  connection_.open(std::move(socket));
  common::UniqueFd lingers = connection_.serve();
  slots_.leave(number_);
  if (lingers) {
    linger(std::move(lingers));
  }
}

void Child::linger(common::UniqueFd socket) {
  if (!lingerer_) {
    lingerer_.emplace([] {});
  }
  lingerer_->adopt(std::move(socket));
}

IdleDecision Child::decide(int socket, common::Nanoseconds idle_for) {
  const common::TimePoint idle_since = common::SteadyClock::now() - idle_for;
  const common::Deadline idle(idle_since + service_.options.idle_timeout);
  const Readable ready = poll_both(socket, listener_, idle.poll_milliseconds());
  if (!ready.listener) {
    return ready.client ? IdleDecision::wait : IdleDecision::timed_out;
  }
  const std::size_t waiting = slots_.without_process(clients_waiting(listener_));
  connection_.set_last_request(
      blocking::should_close(waiting, slots_.size(), common::SteadyClock::now() - began_));
  return ready.client ? IdleDecision::wait : wait_beside_others(socket, idle_since);
}

// A client waits to be accepted, maybe by a free process. The listening socket is checked only now
// and then, since it may stay readable.
IdleDecision Child::wait_beside_others(int socket, common::TimePoint idle_since) const {
  const common::Deadline idle(idle_since + service_.options.idle_timeout);
  const common::Deadline its_time(idle_since + blocking::longest_idle);
  int span = 0;
  while (!service_.draining) {
    if (poll_both(socket, nobody, std::min(span, idle.poll_milliseconds())).client) {
      return IdleDecision::wait;
    }
    if (idle.passed()) {
      return IdleDecision::timed_out;
    }
    span = static_cast<int>(blocking::look_interval.count());
    if (!its_time.passed()) {
      continue;
    }
    if (slots_.give_up(number_, clients_waiting(listener_))) {
      return IdleDecision::make_room;
    }
    if (!poll_both(socket, listener_, idle.poll_milliseconds()).listener) {
      return idle.passed() ? IdleDecision::timed_out : IdleDecision::wait;
    }
  }
  return IdleDecision::timed_out;  // or drained, which comes to the same
}

}  // namespace tiga::servers::prefork
