// Requests that were still in flight when the run was ended.
#pragma once

#include <algorithm>
#include <cstdint>

#include "common/clock.hpp"
#include "loadgen/requests/exchange.hpp"

namespace tiga::loadgen::requests {

/// How many they are, how old, and how much of the counted time they took. Requests of the warm-up
/// are among them: one that hangs may have begun there. Not thread-safe: one per thread, merged at
/// the end.
class Unfinished {
 public:
  explicit Unfinished(common::TimePoint counted_from) : counted_from_(counted_from) {}

  /// `exchange` was abandoned.
  void add(const Exchange& exchange) {
    const ExchangeTimes& times = exchange.times();
    ++count_;
    oldest_ = std::max(oldest_, times.end - times.intended);
    const auto span = times.end - std::max(times.start, counted_from_);
    const double counted_s = std::max(std::chrono::duration<double>(span).count(), 0.0);
    time_s_ += counted_s;
    warmup_time_s_ += exchange.counted() ? 0 : counted_s;
  }
  void merge(const Unfinished& other) {
    count_ += other.count_;
    oldest_ = std::max(oldest_, other.oldest_);
    time_s_ += other.time_s_;
    warmup_time_s_ += other.warmup_time_s_;
  }

  std::uint64_t count() const { return count_; }
  /// The age of the oldest one, from when it was due (closed loop: started).
  common::Nanoseconds oldest() const { return oldest_; }
  /// Their times in flight in the counted part, all together.
  double time_s() const { return time_s_; }
  /// The part of it that belongs to requests of the warm-up.
  double warmup_time_s() const { return warmup_time_s_; }

 private:
  common::TimePoint counted_from_;
  std::uint64_t count_ = 0;
  common::Nanoseconds oldest_{};
  double time_s_ = 0;
  double warmup_time_s_ = 0;
};

}  // namespace tiga::loadgen::requests
