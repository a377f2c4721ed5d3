// How early to set a timer so that its thread is awake in time.
#pragma once

#include <algorithm>

#include "common/clock.hpp"

namespace tiga::loadgen::engine {

/// A thread that sleeps until a point in time runs some time after it: tens of microseconds in a
/// virtual machine whose core has gone to sleep, too. An open loop would send that late. So timers
/// are set early, by as much as has shown to wake the thread in time nine times out of ten, and the
/// rest of the time is spent looking for replies. Not thread-safe.
class WakeAim {
 public:
  /// How much before its purpose a timer is to be set.
  common::Nanoseconds lead() const { return lead_; }

  /// A timer set so has woken its thread too late for its purpose, or in time.
  void learn(bool late) {
    lead_ = std::clamp(late ? lead_ + times_in_time * step : lead_ - step,
                       common::Nanoseconds::zero(), most);
  }

 private:
  // Up by nine steps or down by one: at rest where one wake in ten is late.
  static constexpr int times_in_time = 9;
  static constexpr common::Nanoseconds step{500};
  static constexpr common::Nanoseconds most = std::chrono::microseconds(200);

  common::Nanoseconds lead_ = std::chrono::microseconds(50);
};

}  // namespace tiga::loadgen::engine
