// When the requests of one thread are due. Pure: the clock's readings are handed in.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>

#include "common/clock.hpp"
#include "loadgen/options.hpp"

namespace tiga::loadgen::requests {

/// How many counted requests are still to be started, by all threads together. Thread-safe.
class Quota {
 public:
  /// `requests`: Options::unlimited for as many as there is time for.
  explicit Quota(std::uint64_t requests) : left_(requests) {}

  /// Takes one; false: none is left.
  bool take();
  std::uint64_t left() const { return left_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> left_;
};

/// A request that is due.
struct Due {
  common::TimePoint intended;  ///< when it is to be sent; latency runs from here
  bool counted = true;         ///< false: in the warm-up
};

/// One thread's share of an open loop.
struct OpenLoopShare {
  OpenLoop whole;
  unsigned thread = 0;   ///< from 0
  unsigned threads = 1;  ///< how many share the rate and the queue
};

/// Says when the next request is to be started. Closed loop: whenever there is a place for it. Open
/// loop: at times of its own; those that are due while no place is free wait in a queue of bounded
/// length, and those due past its end are not started. Requests due before `counted_from` are the
/// warm-up. Not thread-safe.
class Pacing {
 public:
  /// A closed loop. `quota` must outlive it.
  Pacing(Quota& quota, common::TimePoint counted_from);
  /// An open loop that begins at `start`.
  Pacing(Quota& quota, common::TimePoint start, common::TimePoint counted_from,
         const OpenLoopShare& share);

  /// The request that is to be started now, if one is due.
  std::optional<Due> take(common::TimePoint now);

  /// When the next request is due at the latest: in the past if one waits; TimePoint::max() where
  /// none will be.
  common::TimePoint next_due() const;

  /// None is due from `end` on; what waits is not started.
  void close(common::TimePoint end);

  /// Whether no request will ever be due again.
  bool exhausted() const { return next_due() == common::TimePoint::max(); }

  /// Counted requests that were due, but for which the queue had no room, or that waited there at
  /// the end.
  std::uint64_t not_started() const { return not_started_; }

 private:
  std::optional<Due> take_at_once(common::TimePoint now);
  void let_in(common::TimePoint now);
  common::Nanoseconds next_arrival();

  Quota& quota_;
  const common::TimePoint counted_from_;
  const std::optional<OpenLoopShare> open_loop_;
  std::uint64_t queue_limit_ = 0;
  bool closed_ = false;
  std::uint64_t not_started_ = 0;

  // Of the open loop. Times are reckoned from its start, lest rounding add up.
  common::TimePoint start_;
  double next_s_ = 0;
  common::TimePoint next_;
  std::deque<Due> queue_;
  std::mt19937_64 random_;
};

}  // namespace tiga::loadgen::requests
