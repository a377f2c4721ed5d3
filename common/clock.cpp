#include "common/clock.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <climits>
#include <ctime>

namespace tiga::common {

int Deadline::poll_milliseconds() const {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - SteadyClock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, INT_MAX));
}

Nanoseconds thread_cpu_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + Nanoseconds(now.tv_nsec);
}

std::chrono::sys_time<Nanoseconds> coarse_time_of_day() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return std::chrono::sys_time<Nanoseconds>(std::chrono::seconds(now.tv_sec) +
                                            Nanoseconds(now.tv_nsec));
}

std::string utc_stamp() {
  return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::time(nullptr)));
}

}  // namespace tiga::common
