// An io_uring for one thread and its buffers, as owners of their resources.
#pragma once

#include <liburing.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "common/clock.hpp"

namespace tiga::common {

/// Not thread-safe: used only by the thread that called begin() (IORING_SETUP_SINGLE_ISSUER). Its
/// calls also run the kernel's deferred work (IORING_SETUP_DEFER_TASKRUN; io_uring_setup(2)).
class Uring {
 public:
  /// A ring for `entries` submissions and `completions` completions; both rounded up to powers of
  /// two. Throws CannotRun.
  Uring(unsigned entries, unsigned completions);
  ~Uring() { io_uring_queue_exit(&ring_); }
  Uring(const Uring&) = delete;
  Uring& operator=(const Uring&) = delete;

  io_uring* get() { return &ring_; }
  /// Call once, on the thread that uses it, before the first submission.
  void begin();

  /// Makes room for `count` submissions that must be submitted together: a chain must not be split.
  void reserve(unsigned count);
  /// Room for one more; never null.
  io_uring_sqe* next();
  void submit();
  /// Submits prepared entries and waits for a completion for at most `time`.
  void submit_and_wait(Nanoseconds time);

  /// Whether the kernel keeps completions for which the ring has no room.
  bool has_overflow() const { return io_uring_cq_has_overflow(&ring_); }
  /// Runs what the kernel has deferred until a call comes, and moves such completions to the ring.
  void run_deferred() { io_uring_get_events(&ring_); }

  /// Whether this system supports such a ring.
  static bool offered();

 private:
  io_uring ring_{};
};

/// Adds IOSQE_ flags to a prepared entry (io_uring_sqe_set_flags(3) replaces them).
void add_flags(io_uring_sqe* entry, unsigned flags);

/// Buffers that the kernel takes from a ring as bytes arrive (io_uring_register_buf_ring(3)). Not
/// thread-safe.
class BufferRing {
 public:
  static constexpr int group = 0;
  static constexpr std::size_t buffer_size = 4096;

  /// `count`: a power of two, at most 2^15. `ring` must outlive it. Throws CannotRun.
  BufferRing(io_uring* ring, unsigned count);
  ~BufferRing();
  BufferRing(const BufferRing&) = delete;
  BufferRing& operator=(const BufferRing&) = delete;

  /// The bytes received into the buffer that the completion names.
  std::string_view bytes(const io_uring_cqe& completion) const;
  /// Returns that buffer to the kernel.
  void give_back(const io_uring_cqe& completion);

 private:
  struct Free {
    void operator()(io_uring_buf_ring* entries) const;
  };

  void add(unsigned short number);

  io_uring* ring_;
  const unsigned count_;
  std::unique_ptr<io_uring_buf_ring, Free> entries_;
  std::vector<char> memory_;
};

}  // namespace tiga::common
