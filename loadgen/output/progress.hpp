// What a run shows while it is under way: how far it is, and what -v asks for.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>

#include "common/clock.hpp"
#include "loadgen/requests/exchange.hpp"

namespace tiga::loadgen::output {

/// The limits of a run: the requested number of requests, and the duration if it is limited.
struct Goal {
  std::uint64_t requests = 0;
  std::optional<common::Nanoseconds> time;
};

/// A bar with the time left on a terminal, plain lines otherwise. Nothing is shown of a run that is
/// over within two seconds. Not thread-safe.
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

/// Writes to `out`, which must outlive what it returns. From 2 on: the request, now, and each
/// failure as it comes; 3: each status, too; 4: the first bytes of each reply. Bytes that are no
/// text are escaped. Below 2: nothing, and an empty function.
std::function<void(const requests::Exchange&)> make_trace(std::FILE* out, int verbosity,
                                                          const std::string& request);

}  // namespace tiga::loadgen::output
