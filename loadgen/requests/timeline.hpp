// The results of each second of a run.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "common/clock.hpp"
#include "loadgen/summary.hpp"
#include "stats/samples.hpp"

namespace tiga::loadgen::requests {

/// One second of one thread.
struct TimelineSlice {
  std::uint64_t ok = 0;
  std::uint64_t failed = 0;
  std::uint64_t not_started = 0;
  stats::Samples latency_ns;  ///< of the ok ones
};

/// Collects the seconds of all threads; a second becomes a row, and its samples are dropped, once
/// every thread is past it. Thread-safe.
class Timeline {
 public:
  explicit Timeline(unsigned threads) : threads_(threads) {}

  /// A thread has passed `second` (counted from the start of the counted part). Each thread adds
  /// each of its seconds once.
  void add(std::uint64_t second, const TimelineSlice& slice);

  /// A row for each second, ascending, including the last ones that not every thread has passed.
  std::vector<TimelineRow> rows() const;

 private:
  struct Second {
    unsigned threads = 0;
    TimelineSlice all;
  };

  const unsigned threads_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, Second> open_;
  std::vector<TimelineRow> rows_;  // ascending
};

/// The part of one thread. Not thread-safe.
class TimelineRecorder {
 public:
  /// `timeline` must outlive it. Seconds are counted from `start`.
  TimelineRecorder(Timeline& timeline, common::TimePoint start)
      : timeline_(timeline), next_(start + std::chrono::seconds(1)) {}

  /// A request has ended at `now`.
  void ended(common::TimePoint now, bool ok, common::Nanoseconds latency);
  /// `now`: the current time; `not_started`: requests so far that were due while the queue was
  /// full.
  void pass(common::TimePoint now, std::uint64_t not_started);
  /// Adds the last, unfinished second.
  void finish(std::uint64_t not_started);

 private:
  void hand_in(std::uint64_t not_started);

  Timeline& timeline_;
  common::TimePoint next_;  // end of the current second
  std::uint64_t second_ = 0;
  std::uint64_t not_started_before_ = 0;
  TimelineSlice slice_;
};

}  // namespace tiga::loadgen::requests
