// Sockets in a lingering close.
#pragma once

#include <poll.h>

#include <cstddef>
#include <span>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"

namespace tiga::servers::blocking {

/// Sockets whose input may be unread: writing is shut down, then input is read and dropped for a
/// while, then they are closed (RFC 9112 §9.6). The owner polls them together with its own
/// descriptors. Not thread-safe.
class LingerSet {
 public:
  struct Lingering {
    common::UniqueFd socket;
    common::TimePoint until;
    std::size_t bytes_left;
  };

  /// Shuts down writing and starts the linger time.
  static Lingering begin(common::UniqueFd socket);

  /// Above a thousand sockets the oldest is closed at once: lingering must not use up the
  /// descriptors.
  void add(std::vector<Lingering>& more);
  void add(common::UniqueFd socket);
  bool empty() const { return all_.empty(); }
  /// Closes all at once.
  void clear() { all_.clear(); }

  /// Appends the sockets to `polled`, in their order.
  void watch(std::vector<pollfd>& polled) const;
  /// Milliseconds until the first must be closed, for poll(2); -1 if there is none.
  int poll_milliseconds() const;
  /// Drops input as `polled`, which watch() filled, reports; closes finished sockets. Returns how
  /// many.
  std::size_t move_on(std::span<const pollfd> polled);

 private:
  void drop_oldest();

  std::vector<Lingering> all_;
};

/// Closes one socket with lingering and waits for that: half a second at most.
void linger(common::UniqueFd socket);

}  // namespace tiga::servers::blocking
