// Takes a message's content out of its framing as it arrives (RFC 9112 §6, §7.1), for both directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http {

/// Decodes one body. Allocation-free, bounded, resumable at every octet. Not thread-safe. Small (< 64 octets).
class BodyDecoder {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  struct Step {
    State state = State::need_more;
    std::size_t consumed = 0;   ///< octets of the input that are done with: framing, and `content`
    std::string_view content;   ///< a run of content inside the input; may be empty
  };

  /// No body: complete at once.
  BodyDecoder() = default;
  /// `length` matters for content_length only. `limit`: largest content that is let through.
  BodyDecoder(Framing framing, std::uint64_t length, std::uint64_t limit);

  /// Looks at `input`, the octets not yet consumed, and gives the next run of content. Call again with what
  /// is left until it needs more, is complete, or failed. complete never consumes past the body's end.
  Step step(std::string_view input);

  /// The peer closed: complete for until_close, else truncated (need_more stays).
  State end_of_input();

  State state() const { return state_; }
  ParseError error() const { return error_; }

 private:
  State state_ = State::complete;
  ParseError error_ = ParseError::none;
};

}  // namespace tiga::http
