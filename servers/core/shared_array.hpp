// Memory that a process has in common with those that it forks.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>

namespace tiga::servers::core {

/// Unmaps what was mapped.
struct Unmap {
  std::size_t octets = 0;
  void operator()(void* memory) const;
};
using SharedMemory = std::unique_ptr<void, Unmap>;

/// So much memory, all 0, that this process and those forked later share. Throws CannotRun.
SharedMemory map_shared(std::size_t octets);

/// `count` objects in such memory. They outlive no process that uses them, and know no address of
/// their own: atomics, numbers.
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
