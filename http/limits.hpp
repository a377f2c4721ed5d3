// Size limits of a message.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tiga::http {

/// Sizes in bytes. Above one of them parsing fails with the status in parentheses.
struct Limits {
  std::size_t target = 8000;           ///< request target (414; RFC 9112 §3 asks for 8,000 a line)
  std::size_t header_section = 32768;  ///< all field lines with their line ends (431)
  std::size_t fields = 100;            ///< number of field lines, 256 at most (431)
  std::uint64_t content = 16777216;    ///< content after transfer decoding (413)

  /// A buffer of this size holds every allowed head, and is large enough to detect one that is not.
  std::size_t head_capacity() const { return target + header_section + 64; }
};

}  // namespace tiga::http
