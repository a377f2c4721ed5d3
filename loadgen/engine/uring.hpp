// An io_uring for one thread, as an owner of its resources.
#pragma once

#include <liburing.h>

#include "common/clock.hpp"

namespace tiga::loadgen::engine {

/// Not thread-safe: used only by the thread that made it (IORING_SETUP_SINGLE_ISSUER). Its calls
/// also run the kernel's deferred work (IORING_SETUP_DEFER_TASKRUN; io_uring_setup(2)).
class Uring {
 public:
  /// A ring for `entries` submissions and `completions` completions; both rounded up to powers of
  /// two. Throws common::CannotRun.
  Uring(unsigned entries, unsigned completions);
  ~Uring() { io_uring_queue_exit(&ring_); }
  Uring(const Uring&) = delete;
  Uring& operator=(const Uring&) = delete;

  io_uring* get() { return &ring_; }

  /// Makes room for `count` submissions that must be submitted together: a chain must not be split.
  void reserve(unsigned count);
  /// Room for one more; never null.
  io_uring_sqe* next();
  void submit();
  /// Submits prepared entries and waits for a completion for at most `time`.
  void submit_and_wait(common::Nanoseconds time);

  /// Whether this system supports such a ring.
  static bool offered();

 private:
  io_uring ring_{};
};

}  // namespace tiga::loadgen::engine
