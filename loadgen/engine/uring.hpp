// An io_uring that is set up for one thread, and freed.
#pragma once

#include <liburing.h>

#include "common/clock.hpp"

namespace tiga::loadgen::engine {

/// Not thread-safe: used by the thread that made it alone (IORING_SETUP_SINGLE_ISSUER), whose calls
/// do the kernel's work, too (IORING_SETUP_DEFER_TASKRUN; io_uring_setup(2)).
class Uring {
 public:
  /// A ring for `entries` submissions and `completions` completions; both rounded up to powers of
  /// two. Throws common::CannotRun.
  Uring(unsigned entries, unsigned completions);
  ~Uring() { io_uring_queue_exit(&ring_); }
  Uring(const Uring&) = delete;
  Uring& operator=(const Uring&) = delete;

  io_uring* get() { return &ring_; }

  /// Makes room for `count` submissions that are to stay together: a chain must not be torn apart.
  void reserve(unsigned count);
  /// Room for one more; never null.
  io_uring_sqe* next();
  void submit();
  /// Submits what is prepared and waits for a completion, for `time` at most.
  void submit_and_wait(common::Nanoseconds time);

  /// Whether such a ring can be had here.
  static bool offered();

 private:
  io_uring ring_{};
};

}  // namespace tiga::loadgen::engine
