// Shows the progress of a run: a bar with the remaining time on a terminal, plain lines otherwise.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "common/clock.hpp"

namespace tiga::loadgen::output {

/// The limits of a run: the requested number of requests, and the duration if it is limited.
struct Goal {
  std::uint64_t requests = 0;
  std::optional<common::Nanoseconds> time;
};

/// Shows nothing if the run ends within two seconds. Not thread-safe.
class Progress {
 public:
  /// Writes to `out`, which must outlive it. `terminal`: lines may be overwritten.
  Progress(std::FILE* out, bool terminal, const Goal& goal)
      : out_(out), terminal_(terminal), goal_(goal) {}
  /// Removes the bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `ended` requests have ended in `elapsed` time. To be called several times a second.
  void show(common::Nanoseconds elapsed, std::uint64_t ended);

 private:
  std::FILE* out_;
  const bool terminal_;
  const Goal goal_;
  common::Nanoseconds next_ = std::chrono::seconds(2);
  bool bar_shown_ = false;
};

/// "45 % (450000 requests, 45000 a second), 12 s left"; `elapsed` > 0.
std::string progress_line(const Goal& goal, common::Nanoseconds elapsed, std::uint64_t ended);

}  // namespace tiga::loadgen::output
