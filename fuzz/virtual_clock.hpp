// A clock that advances only on request.
#pragma once

#include <chrono>

namespace tiga::fuzz {

/// Advances std::chrono::steady_clock. A program that links this has no other steady clock:
/// deadlines of a minute pass at once, and none passes because the machine is slow. Not
/// thread-safe.
void pass_time(std::chrono::milliseconds span);

}  // namespace tiga::fuzz
