#include "fuzz/virtual_clock.hpp"

namespace tiga::fuzz {
namespace {

// A clock is the one thing that a program has only one of. It begins far from zero, so that a point
// in time before all others exists.
std::chrono::nanoseconds& elapsed() {
  static std::chrono::nanoseconds span = std::chrono::hours(1000);
  return span;
}

}  // namespace

void pass_time(std::chrono::milliseconds span) { elapsed() += span; }

}  // namespace tiga::fuzz

// The linker takes this one in place of the library's.
std::chrono::steady_clock::time_point std::chrono::steady_clock::now() noexcept {
  return time_point(tiga::fuzz::elapsed());
}
