// Waiting for a condition instead of sleeping and hoping.
#pragma once

#include <chrono>
#include <thread>

#include "common/clock.hpp"

namespace tiga::tests {

/// Asks `condition()` every few milliseconds until it holds (true) or `limit` has passed (false).
template <typename Condition>
bool wait_until(Condition condition, common::Nanoseconds limit = std::chrono::seconds(10)) {
  const auto deadline = common::Deadline::after(limit);
  while (!condition()) {
    if (deadline.passed()) {
      return condition();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace tiga::tests
