// The fixed-size buffer between a socket and a parser.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace tiga::servers::core {

/// Received bytes that are not yet consumed. Never grows. Not thread-safe.
class ReadBuffer {
 public:
  explicit ReadBuffer(std::size_t capacity)
      : bytes_(std::make_unique_for_overwrite<char[]>(capacity)), capacity_(capacity) {}

  std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }
  bool full() const { return begin_ == 0 && end_ == capacity_; }

  /// Where to receive. Moves the content to the front when the end is reached. Empty only if
  /// full().
  std::span<char> room() {
    if (end_ == capacity_ && begin_ > 0) {
      std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    return {bytes_.get() + end_, capacity_ - end_};
  }
  /// `size` bytes were received into room().
  void commit(std::size_t size) { end_ += size; }
  /// The first `size` bytes are no longer needed.
  void consume(std::size_t size) {
    begin_ += size;
    if (begin_ == end_) {
      begin_ = end_ = 0;
    }
  }
  void clear() { begin_ = end_ = 0; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace tiga::servers::core
