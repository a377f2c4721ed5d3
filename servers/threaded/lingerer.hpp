// Closes sockets slowly, so that no connection's thread has to.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "common/clock.hpp"
#include "common/unique_fd.hpp"
#include "servers/threaded/thread.hpp"

namespace tiga::servers::threaded {

/// Takes sockets whose input may be unread, shuts down writing, reads and drops for a while, then
/// closes (RFC 9112 §9.6). One thread serves them all. Thread-safe.
class Lingerer {
 public:
  /// `closed` is called by the lingerer's thread whenever it has closed some.
  explicit Lingerer(std::function<void()> closed);
  /// Closes what still lingers at once.
  ~Lingerer();
  Lingerer(const Lingerer&) = delete;
  Lingerer& operator=(const Lingerer&) = delete;

  void adopt(common::UniqueFd socket);

 private:
  struct Lingering {
    common::UniqueFd socket;
    common::TimePoint until;
    std::size_t octets_left;
  };

  bool run();
  bool take_adopted(std::vector<Lingering>& lingering);
  void wake() const;

  std::function<void()> closed_;
  common::UniqueFd wake_up_;
  std::mutex mutex_;
  std::vector<Lingering> adopted_;
  bool stopping_ = false;
  Thread thread_;  // last, so that it starts when all else is there
};

}  // namespace tiga::servers::threaded
