// Content of any length that takes no memory: it is made while it is sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tiga::servers::core {

/// Lines of visible text, over and over, as many octets as asked for. Not thread-safe.
class Filler {
 public:
  /// Nothing.
  Filler() = default;
  /// `chunked`: framed in chunks (RFC 9112 §7.1) up to the last one; else as it is.
  Filler(std::uint64_t octets, bool chunked)
      : left_(octets), chunked_(chunked), done_(octets == 0 && !chunked) {}

  /// Whether all of it was given out.
  bool done() const { return done_; }
  /// The next piece, valid for good. What has to be sent before it, or in place of it, is appended
  /// to `framing`. Only while not done().
  std::string_view next(std::string& framing);

  /// Octets of a piece at most: of a chunk, what one send may well take in.
  static constexpr std::size_t chunk = std::size_t{16} * 1024;
  static constexpr std::size_t piece = std::size_t{64} * 1024;

 private:
  std::uint64_t left_ = 0;
  bool chunked_ = false;
  bool begun_ = false;
  bool done_ = true;
};

}  // namespace tiga::servers::core
