// Computes how early to set a timer so that its thread is awake in time.
#pragma once

#include <algorithm>

#include "common/clock.hpp"

namespace tiga::loadgen::engine {

/// A thread that sleeps until a point in time runs some time after it: tens of microseconds in a
/// virtual machine whose core is idle. An open loop would send late by that time. So timers are set
/// early, by the time that wakes the thread in time nine times out of ten, and the thread polls for
/// replies for the rest of the time. Not thread-safe.
class WakeAim {
 public:
  /// How much earlier than needed a timer has to be set.
  common::Nanoseconds lead() const { return lead_; }

  /// Reports whether a timer set this early woke its thread too late.
  void learn(bool late) {
    lead_ = std::clamp(late ? lead_ + times_in_time * step : lead_ - step,
                       common::Nanoseconds::zero(), most);
  }

 private:
  // Up by nine steps or down by one: in equilibrium if one wake in ten is late.
  static constexpr int times_in_time = 9;
  static constexpr common::Nanoseconds step{500};
  static constexpr common::Nanoseconds most = std::chrono::microseconds(200);

  common::Nanoseconds lead_ = std::chrono::microseconds(50);
};

}  // namespace tiga::loadgen::engine
