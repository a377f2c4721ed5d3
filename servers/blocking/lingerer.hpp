// Performs lingering closes, so that no serving thread waits for them.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "common/unique_fd.hpp"
#include "servers/blocking/linger_set.hpp"
#include "servers/blocking/thread.hpp"

namespace tiga::servers::blocking {

/// One thread that closes all given sockets with lingering (LingerSet). Thread-safe.
class Lingerer {
 public:
  /// `closed` is called on the lingerer's thread whenever it has closed sockets.
  explicit Lingerer(std::function<void()> closed);
  /// Closes the remaining sockets at once.
  ~Lingerer();
  Lingerer(const Lingerer&) = delete;
  Lingerer& operator=(const Lingerer&) = delete;

  /// If memory has run out, the socket is closed at once.
  void adopt(common::UniqueFd socket) noexcept;

 private:
  bool run();
  bool take_adopted(LingerSet& lingering);
  void wake() const;

  std::function<void()> closed_;
  common::UniqueFd wake_up_;
  std::mutex mutex_;
  std::vector<LingerSet::Lingering> adopted_;
  bool stopping_ = false;
  Thread thread_;  // last: starts when all other members exist
};

}  // namespace tiga::servers::blocking
