// Memory shared between a process and the processes it forks.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>

namespace tiga::servers::core {

/// Unmaps the memory.
struct Unmap {
  std::size_t bytes = 0;
  void operator()(void* memory) const;
};
using SharedMemory = std::unique_ptr<void, Unmap>;

/// Zero-filled memory that this process shares with those it forks later. Throws CannotRun.
SharedMemory map_shared(std::size_t bytes);

/// `count` objects in shared memory. They must not hold addresses: atomics and numbers only. The
/// memory must outlive their use in every process.
template <typename T>
class SharedArray {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  explicit SharedArray(std::size_t count)
      : memory_(map_shared(count * sizeof(T))), all_(static_cast<T*>(memory_.get()), count) {
    std::uninitialized_value_construct(all_.begin(), all_.end());
  }

  T& operator[](std::size_t index) const { return all_[index]; }
  std::size_t size() const { return all_.size(); }
  auto begin() const { return all_.begin(); }
  auto end() const { return all_.end(); }

 private:
  SharedMemory memory_;
  std::span<T> all_;
};

}  // namespace tiga::servers::core
