// Bytes that end at the end of a mapping: reading past them is a segmentation fault.
#pragma once

#include <cstddef>
#include <string_view>

namespace tiga::http::test {

/// Some pages with one behind them that cannot be read. Not copied.
class GuardedMemory {
 public:
  explicit GuardedMemory(std::size_t capacity);
  ~GuardedMemory();
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;

  /// A copy of `bytes`, of which there are `capacity` at most, that ends at the guard page. It
  /// lives until the next call.
  std::string_view place(std::string_view bytes);

 private:
  char* begin_ = nullptr;
  char* guard_ = nullptr;
  std::size_t page_ = 0;
};

}  // namespace tiga::http::test
