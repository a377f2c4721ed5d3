// The times at which a server had sent its first, second, third, fourth, sixth, eighth, twelfth, …
// reply. They give its rate as a function of the connections that it has served.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "common/clock.hpp"

namespace tiga::autopsy {

/// Thread-safe.
class ReplyTimes {
 public:
  /// Counts one more reply.
  void count();

  /// Writes {"replies": 3, "reply_times": [[1,0.5],[2,0.75],[3,1.25]]}, seconds since this was
  /// made. False if the file cannot be written.
  bool write(const std::string& file) const;

 private:
  const common::TimePoint start_ = common::SteadyClock::now();
  mutable std::mutex mutex_;
  std::uint64_t replies_ = 0;                            // guarded by mutex_
  std::vector<std::pair<std::uint64_t, double>> times_;  // the same
};

}  // namespace tiga::autopsy
