// Time that stands still until it is told to pass.
#pragma once

#include <chrono>

namespace tiga::fuzz {

/// Moves std::chrono::steady_clock on. A program that links this has no other steady clock:
/// deadlines of a minute pass at once, and none passes since the machine was slow. Not thread-safe.
void pass_time(std::chrono::milliseconds span);

}  // namespace tiga::fuzz
