// Generated content of any length that takes no memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tiga::servers::core {

/// Lines of visible text, repeated up to the requested number of bytes. Not thread-safe.
class Filler {
 public:
  /// Empty.
  Filler() = default;
  /// `chunked`: framed as chunks (RFC 9112 §7.1), the last one included; else plain.
  Filler(std::uint64_t bytes, bool chunked)
      : left_(bytes), chunked_(chunked), done_(bytes == 0 && !chunked) {}

  /// Whether all of it was returned.
  bool done() const { return done_; }
  /// The next piece; valid for the life of the program. Framing that precedes or replaces it is
  /// appended to `framing`. Call only if not done().
  std::string_view next(std::string& framing);

  /// Largest piece: for a chunk, an amount that one send usually accepts.
  static constexpr std::size_t chunk = std::size_t{16} * 1024;
  static constexpr std::size_t piece = std::size_t{64} * 1024;

 private:
  std::uint64_t left_ = 0;
  bool chunked_ = false;
  bool begun_ = false;
  bool done_ = true;
};

}  // namespace tiga::servers::core
