// Sockets on their way to a slow close.
#pragma once

#include <poll.h>

#include <cstddef>
#include <span>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"

namespace tiga::servers::blocking {

/// Sockets whose input may be unread: writing is shut down, then input is read and dropped for a
/// while, then they are closed (RFC 9112 §9.6). Whoever owns the set polls them with its own
/// descriptors. Not thread-safe.
class LingerSet {
 public:
  struct Lingering {
    common::UniqueFd socket;
    common::TimePoint until;
    std::size_t octets_left;
  };

  /// Shuts down writing; from now on it lingers.
  static Lingering begin(common::UniqueFd socket);

  /// Past a thousand the oldest is closed at once: lingering must not use up the descriptors.
  void add(std::vector<Lingering>& more);
  void add(common::UniqueFd socket);
  bool empty() const { return all_.empty(); }
  /// Closes them at once.
  void clear() { all_.clear(); }

  /// Adds them to what is to be polled, in their order.
  void watch(std::vector<pollfd>& polled) const;
  /// Milliseconds until the first must be closed, as poll(2) takes it; -1 where none is.
  int poll_milliseconds() const;
  /// Drops what has come, as `polled`, which watch() added, says; closes those that are done. How
  /// many.
  std::size_t move_on(std::span<const pollfd> polled);

 private:
  void drop_oldest();

  std::vector<Lingering> all_;
};

/// Closes one socket slowly and waits for that: half a second at most.
void linger(common::UniqueFd socket);

}  // namespace tiga::servers::blocking
