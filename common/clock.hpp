// Clocks. All times are steady_clock; wall-clock time is used only for names, Date fields and the
// times of files.
#pragma once

#include <chrono>
#include <string>

namespace tiga::common {

using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;
using Nanoseconds = std::chrono::nanoseconds;

/// A point in time by which something must have happened.
class Deadline {
 public:
  static Deadline after(Nanoseconds span) { return Deadline(SteadyClock::now() + span); }
  explicit Deadline(TimePoint at) : at_(at) {}
  TimePoint at() const { return at_; }
  bool passed() const { return SteadyClock::now() >= at_; }
  /// Time left in whole milliseconds, rounded up, for poll(2); 0 once passed.
  int poll_milliseconds() const;

 private:
  TimePoint at_;
};

/// CPU time that the calling thread has used (CLOCK_THREAD_CPUTIME_ID).
Nanoseconds thread_cpu_time();

/// The time of day, accurate to a few milliseconds, without a system call (CLOCK_REALTIME_COARSE):
/// the clock from which the kernel takes the times of files.
std::chrono::sys_time<Nanoseconds> coarse_time_of_day();

/// The current time in UTC as `20261123T044500Z`: sorts by time and needs no quoting in a path.
std::string utc_stamp();

}  // namespace tiga::common
