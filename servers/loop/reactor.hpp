// Dispatches epoll events to the sockets of one loop.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <boost/intrusive/list.hpp>
#include <span>
#include <vector>

#include "servers/loop/asio.hpp"
#include "servers/loop/socket.hpp"

namespace tiga::servers::loop {

/// An epoll(7) for sockets only, itself watched by Asio's. Asio tries to receive before it waits,
/// which costs one futile system call for each request. Here events are edge-triggered, and a
/// socket whose last read was short is left alone until the next edge. Not thread-safe.
class Reactor {
 public:
  /// Throws common::CannotRun, or Asio's exception, if descriptors have run out.
  explicit Reactor(Context& context);

  /// Stops waiting, so that the context can run out of work.
  void stop();

 private:
  friend class Socket;
  using Due = boost::intrusive::list<Socket, boost::intrusive::constant_time_size<false>>;

  bool watch(Socket& socket);
  void forget(Socket& socket);          // pending events must not touch the socket any more
  void schedule(Socket& socket);        // the socket has something to do in the next turn
  void discard(Socket::Done& handler);  // destroys the handler once none is running

  void wait();
  void turn();
  void post_turn();
  void dispatch_events();
  void run_due();

  Context& context_;
  Descriptor epoll_;
  std::array<epoll_event, 256> events_{};
  std::span<epoll_event> pending_;  // of `events_`, not yet dispatched
  Socket* current_ = nullptr;       // the socket whose handlers are running
  Due due_;
  std::vector<Socket::Done> discarded_;
  bool turning_ = false;
  bool turn_is_posted_ = false;
  bool wait_is_over_ = false;  // Asio's wait for `epoll_` has ended
};

}  // namespace tiga::servers::loop
