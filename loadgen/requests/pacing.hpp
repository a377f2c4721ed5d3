// When the requests of one thread are due. Pure: times are passed in.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>

#include "common/clock.hpp"
#include "loadgen/options.hpp"

namespace tiga::loadgen::requests {

/// The number of counted requests that all threads together have still to start. Thread-safe.
class Quota {
 public:
  /// `requests`: Options::unlimited for no limit.
  explicit Quota(std::uint64_t requests) : left_(requests) {}

  /// Takes one; false: none is left.
  bool take();
  std::uint64_t left() const { return left_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> left_;
};

/// A request that is due.
struct Due {
  common::TimePoint intended;  ///< when it has to be sent; latency starts here
  bool counted = true;         ///< false: in the warm-up
};

/// The part of one thread in an open loop.
struct OpenLoopShare {
  OpenLoop whole;
  unsigned thread = 0;   ///< from 0
  unsigned threads = 1;  ///< how many share the rate and the queue
};

/// Decides when the next request has to be started: none before the loop begins. Closed loop:
/// whenever a slot is free. Open loop: at scheduled times. Requests that are due while no slot is
/// free wait in a queue of bounded length; those that are due while it is full are not started.
/// Requests due before `counted_from` are the warm-up. Not thread-safe.
class Pacing {
 public:
  /// A closed loop that begins at `start`. `quota` must outlive it.
  Pacing(Quota& quota, common::TimePoint start, common::TimePoint counted_from);
  /// An open loop that begins at `start`.
  Pacing(Quota& quota, common::TimePoint start, common::TimePoint counted_from,
         const OpenLoopShare& share);

  /// The request to start now, if one is due.
  std::optional<Due> take(common::TimePoint now);

  /// When the next request is due at the latest: in the past if one waits, or, in a closed loop,
  /// once it has begun; TimePoint::max() where none will be.
  common::TimePoint next_due() const;

  /// No request is due from `end` on; waiting requests are not started.
  void close(common::TimePoint end);

  /// Whether no request will ever be due again.
  bool exhausted() const { return next_due() == common::TimePoint::max(); }

  /// Counted requests that were due while the queue was full, or that still waited in it at the
  /// end.
  std::uint64_t not_started() const { return not_started_; }

 private:
  std::optional<Due> take_at_once(common::TimePoint now);
  void let_in(common::TimePoint now);
  common::Nanoseconds next_arrival();

  Quota& quota_;
  const common::TimePoint start_;
  const common::TimePoint counted_from_;
  const std::optional<OpenLoopShare> open_loop_;
  std::uint64_t queue_limit_ = 0;
  bool closed_ = false;
  std::uint64_t not_started_ = 0;

  // Of the open loop. Times are computed from its start, so that rounding errors do not add up.
  double next_s_ = 0;
  common::TimePoint next_;
  std::deque<Due> queue_;
  std::mt19937_64 random_;
};

}  // namespace tiga::loadgen::requests
