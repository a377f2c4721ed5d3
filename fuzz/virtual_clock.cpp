#include "fuzz/virtual_clock.hpp"

namespace tiga::fuzz {
namespace {

// A clock is global to a program. It starts far from zero, so that earlier times exist.
std::chrono::nanoseconds& elapsed() {
  static std::chrono::nanoseconds span = std::chrono::hours(1000);
  return span;
}

}  // namespace

void pass_time(std::chrono::milliseconds span) { elapsed() += span; }

}  // namespace tiga::fuzz

// The linker uses this definition instead of the library's.
std::chrono::steady_clock::time_point std::chrono::steady_clock::now() noexcept {
  return time_point(tiga::fuzz::elapsed());
}
