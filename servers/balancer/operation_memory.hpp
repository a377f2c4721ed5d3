// Memory for what Asio keeps of an operation that is under way.
#pragma once

#include <array>
#include <boost/asio/bind_allocator.hpp>
#include <cstddef>
#include <memory>
#include <utility>

#include "servers/loop/asio.hpp"

namespace tiga::servers::balancer {

/// Room for one operation at a time inside the object that starts it, which the operation's handler
/// keeps alive. Asio's own cache holds two for each thread: with more connections than that each
/// operation would be allocated. A second one at the same time is. Not thread-safe.
class OperationMemory {
 public:
  OperationMemory() = default;
  OperationMemory(const OperationMemory&) = delete;
  OperationMemory& operator=(const OperationMemory&) = delete;

  std::byte* allocate(std::size_t size) {
    if (used_ || size > room_.size()) {
      return std::allocator<std::byte>().allocate(size);
    }
    used_ = true;
    return room_.data();
  }
  void deallocate(std::byte* memory, std::size_t size) {
    if (memory != room_.data()) {
      return std::allocator<std::byte>().deallocate(memory, size);
    }
    used_ = false;
  }

 private:
  alignas(std::max_align_t) std::array<std::byte, 256> room_;
  bool used_ = false;
};

/// What Asio asks for memory.
template <typename T>
class OperationAllocator {
 public:
  using value_type = T;

  explicit OperationAllocator(OperationMemory& memory) : memory_(&memory) {}
  template <typename Other>
  OperationAllocator(const OperationAllocator<Other>& other) : memory_(other.memory_) {}

  T* allocate(std::size_t count) {
    return reinterpret_cast<T*>(memory_->allocate(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) {
    memory_->deallocate(reinterpret_cast<std::byte*>(memory), count * sizeof(T));
  }
  template <typename Other>
  bool operator==(const OperationAllocator<Other>& other) const {
    return memory_ == other.memory_;
  }

 private:
  template <typename Other>
  friend class OperationAllocator;
  OperationMemory* memory_;
};

/// `handler`, whose operation lives in `memory`.
template <typename Handler>
auto kept_in(OperationMemory& memory, Handler handler) {
  return loop::asio::bind_allocator(OperationAllocator<std::byte>(memory), std::move(handler));
}

}  // namespace tiga::servers::balancer
