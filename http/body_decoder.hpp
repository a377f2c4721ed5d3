// Takes a message's content out of its framing as it arrives (RFC 9112 §6, §7.1), for both
// directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http {

/// Decodes one body. Allocation-free, bounded, resumable at every octet. Not thread-safe. Small (<
/// 64 octets).
class BodyDecoder {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  struct Step {
    State state = State::need_more;
    std::size_t consumed = 0;  ///< octets of the input that are done with: framing, and `content`
    std::string_view content;  ///< a run of content inside the input; may be empty
  };

  static constexpr std::size_t longest_size_line = 4096;  ///< a chunk's size with its extensions
  static constexpr std::size_t most_extensions = 65536;   ///< of all chunks of one body together
  static constexpr std::size_t longest_trailers = 8192;   ///< the trailer section

  /// No body: complete at once.
  BodyDecoder() = default;
  /// `length` matters for content_length only. `limit`: largest content that is let through.
  BodyDecoder(Framing framing, std::uint64_t length, std::uint64_t limit);

  /// Looks at `input`, the octets not yet consumed, and gives the next run of content with the
  /// framing around it. While the state is need_more: call again with what is left, or, where
  /// nothing is left, with what comes next. A step that is not complete or failed leaves octets
  /// only where a further run of content begins. complete never consumes past the body's end.
  Step step(std::string_view input);

  /// The peer closed: complete for until_close, else truncated (need_more stays).
  State end_of_input();

  State state() const { return state_; }
  ParseError error() const { return error_; }

 private:
  /// What the next octet belongs to.
  enum class Part : std::uint8_t {
    content,     ///< `remaining_` octets of content (of the chunk, where chunked)
    size_first,  ///< the first digit of a chunk's size
    size,
    before_extension,  ///< white space, which only an extension can end
    extension_begin,
    extension_name,
    after_name,  ///< white space, which "=" or an extension can end
    value_begin,
    token_value,
    quoted_value,
    quoted_pair,
    after_quoted,
    malformed_extension,
    size_lf,
    content_cr,  ///< the line end behind a chunk's content
    content_lf,
    trailer_first,  ///< the first octet of a trailer line, or the last line end
    trailer_name,
    trailer_value,
    trailer_lf,
    last_lf,
  };

  Step take_plain(std::string_view input);
  Step take_chunked(std::string_view input);
  void take_framing(char octet);
  void take_size(char octet);
  void take_extension(char octet);
  static Part next_in_extension(Part part, char octet);
  static Part behind_extension(char octet);
  void take_trailer(char octet);
  void end_size_line();
  void expect(char octet, char wanted, Part next);
  void fail(ParseError error);

  std::uint64_t remaining_ = 0;   ///< octets of content still to come: of the body, or of the chunk
  std::uint64_t limit_ = 0;       ///< octets of content that chunks may still announce
  std::uint32_t line_ = 0;        ///< octets of the size line, or of the trailer section, so far
  std::uint32_t extensions_ = 0;  ///< octets of extensions so far
  Part part_ = Part::content;
  Framing framing_ = Framing::none;
  State state_ = State::complete;
  ParseError error_ = ParseError::none;
};

}  // namespace tiga::http
