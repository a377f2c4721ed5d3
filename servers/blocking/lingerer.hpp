// Closes sockets slowly, so that nobody who serves has to.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "common/unique_fd.hpp"
#include "servers/blocking/linger_set.hpp"
#include "servers/blocking/thread.hpp"

namespace tiga::servers::blocking {

/// One thread that closes slowly all sockets that it is given (LingerSet). Thread-safe.
class Lingerer {
 public:
  /// `closed` is called by the lingerer's thread whenever it has closed some.
  explicit Lingerer(std::function<void()> closed);
  /// Closes what still lingers at once.
  ~Lingerer();
  Lingerer(const Lingerer&) = delete;
  Lingerer& operator=(const Lingerer&) = delete;

  /// Where there is no memory the socket is closed at once.
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
  Thread thread_;  // last, so that it starts when all else is there
};

}  // namespace tiga::servers::blocking
