// One thread of the pool, which serves one client after another.
#pragma once

#include <atomic>
#include <functional>

#include "common/clock.hpp"
#include "servers/blocking/connection.hpp"
#include "servers/blocking/lingerer.hpp"
#include "servers/blocking/thread.hpp"
#include "servers/pool/queue.hpp"

namespace tiga::servers::pool {

/// State that the threads of a pool share.
struct PoolContext {
  core::Service& service;
  Queue& queue;
  blocking::Lingerer& lingerer;
  std::size_t threads;
  std::function<void()> on_client_left;  ///< called by the pool thread when a client has left
};

/// Takes clients from the queue until it is closed. A client that keeps others waiting gets
/// Connection: close: see blocking/fairness.hpp. wake_if_idle(), drain() and abort() may be called
/// from any thread.
class PoolThread : private blocking::IdlePolicy {
 public:
  explicit PoolThread(PoolContext& context)
      : context_(context), connection_(context.service, this) {}

  /// Throws std::system_error if no thread can be started.
  void start();
  /// Wakes the thread if its connection has been idle for too long; returns whether it did. The
  /// thread then closes it if others still wait. May miss a thread that is about to wait: call it
  /// again after a while.
  bool wake_if_idle(common::TimePoint now);
  void drain() { connection_.drain(); }
  void abort() { connection_.abort(); }

 private:
  void run();
  blocking::IdleDecision decide(int socket, common::Nanoseconds idle_for) override;

  PoolContext& context_;
  blocking::Connection connection_;
  common::TimePoint began_;
  std::atomic<common::TimePoint> idle_deadline_ = common::TimePoint();
  blocking::Thread thread_;  // last: joined first
};

}  // namespace tiga::servers::pool
