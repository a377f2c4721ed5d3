#include "servers/loop/server_loop.hpp"

#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <optional>
#include <utility>

#include "servers/core/lifecycle.hpp"

namespace tiga::servers::loop {
namespace {

// How long accepting pauses when descriptors or memory have run out, unless a connection ends
// before (as in nginx, 500 ms there).
constexpr std::chrono::milliseconds accept_pause{100};
// Clients accepted at one wake-up before existing connections are served again.
constexpr int accepted_at_once = 64;
// Above this number of rejected connections a further one is closed without a reply: lingering
// closes must not use up the descriptors.
constexpr std::size_t most_rejected = 1024;

}  // namespace

ServerLoop::ServerLoop(Loop& loop, core::Listener listener, MakeConnection make,
                       std::function<void()> drained)
    : loop_(loop),
      listener_(loop.context.get_executor(), listener.socket.release()),
      stop_(loop.context.get_executor(), core::watch_stop_signals().release()),
      make_(std::move(make)),
      drained_(std::move(drained)),
      timer_(loop.context.get_executor()) {
  loop_.connections.on_leave = [this] { connection_left(); };
}

ServerLoop::~ServerLoop() { loop_.connections.on_leave = nullptr; }

void ServerLoop::run() {
  stop_.async_wait(Descriptor::wait_read, [this](ErrorCode error) {
    if (!error) {
      drain();
    }
  });
  await_clients();
  loop_.context.run();
}

void ServerLoop::await_clients() {
  listener_.async_wait(Descriptor::wait_read, [this](ErrorCode error) {
    if (!error) {
      accept_waiting();
    }
  });
}

void ServerLoop::accept_waiting() {
  for (int accepted = 0; accepted < accepted_at_once; ++accepted) {
    if (accept_one() || errno == EINTR || errno == ECONNABORTED) {
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      pause_accepting();
      return;
    }
    break;  // EAGAIN: the backlog is empty
  }
  await_clients();
}

// Returns false, with errno set, if no client could be accepted.
bool ServerLoop::accept_one() {
  common::SocketAddress peer;
  peer.size = sizeof peer.storage;
  common::UniqueFd accepted(::accept4(listener_.native_handle(),
                                      reinterpret_cast<sockaddr*>(&peer.storage), &peer.size,
                                      SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!accepted) {
    return false;
  }
  core::Service& service = loop_.service;
  service.counters.connections_accepted.add();
  std::optional<ConnectionLimit::Slot> slot = loop_.limit->take(peer.storage);
  if (!slot && loop_.connections.rejected() >= most_rejected) {
    service.counters.connections_rejected.add();
    return true;
  }
  const auto connection = make_(std::move(accepted), peer);
  if (slot) {
    connection->keep(std::move(*slot));
    connection->start();
  } else {
    connection->count_as_rejected();
    connection->reject();
  }
  return true;
}

void ServerLoop::pause_accepting() {
  loop_.service.counters.accept_pauses.add();
  paused_ = true;
  if (std::exchange(timer_runs_, true)) {
    return;
  }
  timer_.expires_after(accept_pause);
  timer_.async_wait([this](ErrorCode error) {
    timer_runs_ = false;
    if (!error) {
      resume_accepting();
    }
  });
}

void ServerLoop::resume_accepting() {
  if (listener_.is_open() && std::exchange(paused_, false)) {
    accept_waiting();
  }
}

// Its descriptor is free. A connection may end inside another's handler, so accepting resumes
// later, from the loop.
void ServerLoop::connection_left() {
  if (draining_) {
    if (loop_.connections.size() == 0) {
      stop();
    }
  } else if (paused_ && !std::exchange(resume_is_posted_, true)) {
    asio::post(loop_.context, [this] {
      resume_is_posted_ = false;
      resume_accepting();
    });
  }
}

void ServerLoop::drain() {
  timer_.cancel();
  for (int most = loop_.service.options.backlog; most > 0 && accept_one(); --most) {
    // clients that the kernel has accepted get a reply
  }
  listener_.close();
  draining_ = true;
  loop_.service.draining = true;
  loop_.connections.for_each([](Connection& connection) { connection.drain(); });
  if (loop_.connections.size() == 0) {
    stop();
    return;
  }
  timer_.expires_after(loop_.service.options.drain_timeout);
  timer_.async_wait([this](ErrorCode error) {
    if (!error) {
      loop_.connections.for_each([](Connection& connection) { connection.abort(); });
    }
  });
}

// With nothing left to wait for, the context runs out of work and run() returns.
void ServerLoop::stop() {
  timer_.cancel();
  loop_.deadlines.stop();
  loop_.reactor.stop();
  drained_();
}

}  // namespace tiga::servers::loop
