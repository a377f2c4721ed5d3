#include "servers/loop/server_loop.hpp"

#include <cerrno>
#include <optional>
#include <utility>

#include "servers/core/lifecycle.hpp"

namespace tiga::servers::loop {
namespace {

// How long accepting pauses when descriptors or memory have run out, unless a connection ends
// before (as in nginx, 500 ms there).
constexpr std::chrono::milliseconds accept_pause{100};
// Above this number of rejected connections a further one is closed without a reply: lingering
// closes must not use up the descriptors.
constexpr std::size_t most_rejected = 1024;

}  // namespace

ServerLoop::ServerLoop(Loop& loop, core::Listener listener, MakeConnection make,
                       std::function<void()> drained)
    : loop_(loop),
      acceptor_(loop.io->acceptor(std::move(listener.socket))),
      stop_signals_(core::watch_stop_signals()),
      make_(std::move(make)),
      drained_(std::move(drained)),
      timer_(loop.deadlines) {
  loop_.connections.on_leave = [this] { connection_left(); };
}

ServerLoop::~ServerLoop() { loop_.connections.on_leave = nullptr; }

void ServerLoop::run() {
  stop_ = loop_.io->watch(stop_signals_.get(), [this] { drain(); });
  accept();
  loop_.io->run();
}

void ServerLoop::accept() {
  acceptor_->accept([this](int error, common::UniqueFd client) {
    if (error == 0) {
      serve(std::move(client));
    } else if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) {
      return pause_accepting();
    }
    accept();
  });
}

void ServerLoop::serve(common::UniqueFd client) {
  core::Service& service = loop_.service;
  service.counters.connections_accepted.add();
  std::optional<ConnectionLimit::Slot> slot = loop_.limit->take(
      loop_.limit->asks_for_address() ? core::peer_of(client.get()).storage : sockaddr_storage());
  if (!slot && loop_.connections.rejected() >= most_rejected) {
    service.counters.connections_rejected.add();
    return;
  }
  const auto connection = make_(std::move(client));
  if (slot) {
    connection->keep(std::move(*slot));
    connection->start();
  } else {
    connection->count_as_rejected();
    connection->reject();
  }
}

void ServerLoop::pause_accepting() {
  loop_.service.counters.accept_pauses.add();
  paused_ = true;
  timer_.set(accept_pause, [this] { resume_accepting(); });
}

void ServerLoop::resume_accepting() {
  if (!draining_ && std::exchange(paused_, false)) {
    timer_.cancel();
    accept();
  }
}

// Its descriptor is free. A connection may end inside another's handler, so accepting resumes
// later, from the loop.
void ServerLoop::connection_left() {
  if (draining_) {
    if (loop_.connections.size() == 0) {
      stop();
    }
  } else if (paused_) {
    timer_.set(std::chrono::milliseconds::zero(), [this] { resume_accepting(); });
  }
}

void ServerLoop::drain() {
  stop_->close();
  timer_.cancel();
  for (int most = loop_.service.options.backlog; most > 0; --most) {
    common::UniqueFd client =
        acceptor_->accept_now();  // clients that the kernel has accepted get a reply
    if (!client) {
      break;
    }
    serve(std::move(client));
  }
  acceptor_->close();
  draining_ = true;
  loop_.service.draining = true;
  loop_.connections.for_each([](Connection& connection) { connection.drain(); });
  if (loop_.connections.size() == 0) {
    stop();
    return;
  }
  timer_.set(loop_.service.options.drain_timeout, [this] {
    loop_.connections.for_each([](Connection& connection) { connection.abort(); });
  });
}

void ServerLoop::stop() {
  timer_.cancel();
  drained_();
  loop_.io->stop();
}

}  // namespace tiga::servers::loop
