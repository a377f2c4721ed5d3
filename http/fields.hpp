// The field lines of one head, kept as offsets, so that the buffer may move between two calls.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "http/message.hpp"

namespace tiga::http {

/// A table of at most `capacity` field lines. Its views live as long as the octets given to `at`'s owner.
class FieldTable {
 public:
  static constexpr std::size_t capacity = 256;

  std::size_t size() const { return size_; }
  void clear() { size_ = 0; }
  /// The caller has seen that there is room. Offsets count from the first octet of the message.
  void add(std::size_t name, std::size_t name_size, std::size_t value, std::size_t value_size) {
    entries_[size_++] = {static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name_size),
                         static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value_size)};
  }
  /// Field line `index` of the message that begins at `octets`.
  Field at(std::size_t index, const char* octets) const {
    const Entry& entry = entries_[index];
    return {{octets + entry.name, entry.name_size}, {octets + entry.value, entry.value_size}};
  }

 private:
  struct Entry {
    std::uint32_t name, name_size, value, value_size;
  };
  std::array<Entry, capacity> entries_;
  std::size_t size_ = 0;
};

}  // namespace tiga::http
