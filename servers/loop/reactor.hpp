// Tells the sockets of one loop what happened to them.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <boost/intrusive/list.hpp>
#include <span>
#include <vector>

#include "servers/loop/asio.hpp"
#include "servers/loop/socket.hpp"

namespace tiga::servers::loop {

/// An epoll(7) for sockets alone, which Asio's watches. Asio tries to receive before it waits, each
/// time: a futile system call a request. Here sockets are told of edges, and one whose last read
/// came short is left alone until the next. Not thread-safe.
class Reactor {
 public:
  /// Throws common::CannotRun, or what Asio does, where descriptors have run out.
  explicit Reactor(Context& context);

  /// Keeps the context at work no longer: no socket waits any more.
  void stop();

 private:
  friend class Socket;
  using Due = boost::intrusive::list<Socket, boost::intrusive::constant_time_size<false>>;

  bool watch(Socket& socket);
  void forget(Socket& socket);       // what is under way must not touch it again
  void remind(Socket& socket);       // it has something to do when its turn comes
  void drop(Socket::Done& handler);  // destroyed once no handler is running

  void wait();
  void turn();
  void post_turn();
  void tell_what_happened();
  void look_at_due();

  Context& context_;
  Descriptor epoll_;
  std::array<epoll_event, 256> events_{};
  std::span<epoll_event> untold_;  // of `events_`
  Socket* told_ = nullptr;         // the one whose handlers are being called
  Due due_;
  std::vector<Socket::Done> dropped_;
  bool turning_ = false;
  bool turn_is_posted_ = false;
  bool wait_is_over_ = false;  // of Asio for `epoll_`
};

}  // namespace tiga::servers::loop
