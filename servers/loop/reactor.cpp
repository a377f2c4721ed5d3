#include "servers/loop/reactor.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "common/error.hpp"

namespace tiga::servers::loop {
namespace {

// Looks at the sockets before Asio's timers and signals get their turn.
constexpr int rounds_of_a_turn = 4;

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
  if (told_ == &socket) {
    told_ = nullptr;
  }
  if (!socket.watched_) {
    return;
  }
  for (epoll_event& event : untold_) {
    if (event.data.ptr == &socket) {
      event.data.ptr = nullptr;
    }
  }
}

void Reactor::remind(Socket& socket) {
  if (!socket.is_linked()) {
    due_.push_back(socket);
    post_turn();
  }
}

void Reactor::drop(Socket::Done& handler) {
  if (handler) {
    dropped_.push_back(std::move(handler));
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
  for (int round = 0; more && round < rounds_of_a_turn; ++round) {
    const int happened = epoll_.is_open() ? ::epoll_wait(epoll_.native_handle(), events_.data(),
                                                         static_cast<int>(events_.size()), 0)
                                          : 0;
    untold_ = std::span(events_).first(static_cast<std::size_t>(std::max(happened, 0)));
    tell_what_happened();
    look_at_due();
    more = happened > 1 || !due_.empty();  // of one alone, the next comes after its answer
  }
  turning_ = false;
  if (!due_.empty()) {
    post_turn();
  }
  if (epoll_.is_open() && std::exchange(wait_is_over_, false)) {
    wait();
  }
}

void Reactor::tell_what_happened() {
  while (!untold_.empty()) {
    const epoll_event event = untold_.front();
    untold_ = untold_.subspan(1);
    if (event.data.ptr != nullptr) {
      static_cast<Socket*>(event.data.ptr)->happened(event.events);
    }
  }
}

void Reactor::look_at_due() {
  Due due;
  due.swap(due_);  // what becomes due meanwhile has its turn after the next look at all
  while (!due.empty()) {
    Socket& socket = due.front();
    due.pop_front();
    socket.happened(0);
  }
  while (!dropped_.empty()) {
    const Socket::Done last = std::move(dropped_.back());
    dropped_.pop_back();
  }
}

}  // namespace tiga::servers::loop
