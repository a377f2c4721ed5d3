// Buffers that the kernel takes from a ring as bytes arrive (io_uring_register_buf_ring(3)).
#pragma once

#include <liburing.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace tiga::loadgen::engine {

/// All buffers of a ring. Not thread-safe.
class BufferRing {
 public:
  static constexpr int group = 0;
  static constexpr std::size_t buffer_size = 4096;

  /// `count`: a power of two, at most 2^15. `ring` must outlive it. Throws common::CannotRun.
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

}  // namespace tiga::loadgen::engine
