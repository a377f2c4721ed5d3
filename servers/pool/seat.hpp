// A thread that serves one client after another.
#pragma once

#include <atomic>
#include <functional>

#include "common/clock.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/blocking/thread.hpp"
#include "servers/pool/queue.hpp"

namespace tiga::servers::pool {

/// What all seats of a server share.
struct Hall {
  core::Service& service;
  Queue& queue;
  blocking::Lingerer& lingerer;
  std::size_t seats;
  std::function<void()> left;  ///< called by a seat's thread when a client has left
};

/// Takes clients from the queue until that is closed. A client that keeps others waiting must go:
/// see blocking/turn.hpp. give_up(), drain() and abort() may be called from any thread.
class Seat : private blocking::Rest {
 public:
  explicit Seat(Hall& hall) : hall_(hall), connection_(hall.service, this) {}

  /// Throws std::system_error when no thread can be started.
  void start();
  /// Ends a connection that has rested for too long while others wait; whether it did.
  bool give_up(common::TimePoint now);
  void drain() { connection_.drain(); }
  void abort() { connection_.abort(); }

 private:
  void run();
  bool may_begin(int socket) override;

  Hall& hall_;
  blocking::Connection connection_;
  common::TimePoint began_;
  bool is_first_ = true;  // request of that client
  std::atomic<common::TimePoint> may_rest_until_ = common::TimePoint();
  blocking::Thread thread_;  // last: joined first
};

}  // namespace tiga::servers::pool
