#include "servers/loop/reactor.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "common/error.hpp"

namespace tiga::servers::loop {
namespace {

// How many times the sockets are polled before Asio's timers and signals run.
constexpr int rounds_per_turn = 4;

int new_epoll() {
  const int created = ::epoll_create1(EPOLL_CLOEXEC);
  if (created < 0) {
    common::throw_errno("cannot make an epoll");
  }
  return created;
}

}  // namespace

Reactor::Reactor(Context& context) : context_(context), epoll_(context, new_epoll()) { wait(); }

void Reactor::stop() {
  ErrorCode ignored;
  epoll_.close(ignored);
}

bool Reactor::watch(Socket& socket) {
  epoll_event all{};
  all.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  all.data.ptr = &socket;
  return ::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, socket.native_handle(), &all) == 0;
}

void Reactor::forget(Socket& socket) {
  socket.unlink();
  if (current_ == &socket) {
    current_ = nullptr;
  }
  if (!socket.watched_) {
    return;
  }
  for (epoll_event& event : pending_) {
    if (event.data.ptr == &socket) {
      event.data.ptr = nullptr;
    }
  }
}

void Reactor::schedule(Socket& socket) {
  if (!socket.is_linked()) {
    due_.push_back(socket);
    post_turn();
  }
}

void Reactor::discard(Socket::Done& handler) {
  if (handler) {
    discarded_.push_back(std::move(handler));
    post_turn();
  }
}

void Reactor::post_turn() {
  if (!turning_ && !std::exchange(turn_is_posted_, true)) {
    asio::post(context_, [this] {
      turn_is_posted_ = false;
      turn();
    });
  }
}

void Reactor::wait() {
  epoll_.async_wait(Descriptor::wait_read, [this](ErrorCode error) {
    if (!error) {
      wait_is_over_ = true;
      turn();
    }
  });
}

void Reactor::turn() {
  turning_ = true;
  bool more = true;
  for (int round = 0; more && round < rounds_per_turn; ++round) {
    const int happened = epoll_.is_open() ? ::epoll_wait(epoll_.native_handle(), events_.data(),
                                                         static_cast<int>(events_.size()), 0)
                                          : 0;
    pending_ = std::span(events_).first(static_cast<std::size_t>(std::max(happened, 0)));
    dispatch_events();
    run_due();
    more = happened > 1 ||
           !due_.empty();  // a single client sends its next request only after the reply
  }
  turning_ = false;
  if (!due_.empty()) {
    post_turn();
  }
  if (epoll_.is_open() && std::exchange(wait_is_over_, false)) {
    wait();
  }
}

void Reactor::dispatch_events() {
  while (!pending_.empty()) {
    const epoll_event event = pending_.front();
    pending_ = pending_.subspan(1);
    if (event.data.ptr != nullptr) {
      static_cast<Socket*>(event.data.ptr)->on_events(event.events);
    }
  }
}

void Reactor::run_due() {
  Due due;
  due.swap(due_);  // sockets that become due meanwhile wait for the next poll
  while (!due.empty()) {
    Socket& socket = due.front();
    due.pop_front();
    socket.on_events(0);
  }
  while (!discarded_.empty()) {
    const Socket::Done last = std::move(discarded_.back());
    discarded_.pop_back();
  }
}

}  // namespace tiga::servers::loop
