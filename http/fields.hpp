// The field lines of one head, stored as offsets, so that the buffer may move between two calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/message.hpp"

namespace tiga::http {

/// A range of a message, by offset. Uninitialised unless written `Slice{}`, so that a table of them
/// costs nothing to create.
struct Slice {
  std::uint32_t begin;
  std::uint32_t size;

  static Slice between(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
  }
  std::string_view of(const char* message) const { return {message + begin, size}; }
};

/// A table of at most `capacity` field lines. Offsets count from the first byte of the message.
class FieldTable {
 public:
  static constexpr std::size_t capacity = 256;

  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }
  /// The caller must check that there is room.
  void add(Slice name, Slice value) { entries_[size_++] = {name, value}; }
  /// Field line `index` of the message that begins at `bytes`; its views point into it.
  Field at(std::size_t index, const char* bytes) const {
    const Entry& entry = entries_[index];
    return {entry.name.of(bytes), entry.value.of(bytes)};
  }

 private:
  struct Entry {
    Slice name, value;
  };
  std::array<Entry, capacity> entries_;
  std::size_t size_ = 0;
};

}  // namespace tiga::http
