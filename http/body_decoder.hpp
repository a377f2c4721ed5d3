// Removes the framing from a message's content as it arrives (RFC 9112 §6, §7.1), for both
// directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http {

/// Decodes one body. Allocation-free, bounded, resumable at every byte. Not thread-safe. Less than
/// 64 bytes.
class BodyDecoder {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  struct Step {
    State state = State::need_more;
    std::size_t consumed = 0;  ///< bytes of the input that were consumed: framing and `content`
    std::string_view content;  ///< a run of content inside the input; may be empty
  };

  static constexpr std::size_t longest_size_line = 4096;  ///< a chunk's size with its extensions
  static constexpr std::size_t most_extensions = 65536;   ///< of all chunks of one body together
  static constexpr std::size_t longest_trailers = 8192;   ///< the trailer section

  /// No body: complete at once.
  BodyDecoder() = default;
  /// `length` is used for content_length only. `limit`: the largest content accepted.
  /// `most_trailer_fields`: how many field lines the trailer section may have.
  BodyDecoder(Framing framing, std::uint64_t length, std::uint64_t limit,
              std::size_t most_trailer_fields = Limits().fields);

  /// Processes `input`, the bytes not yet consumed, and returns the next run of content with its
  /// framing. While the state is need_more, call it again with the remaining input, or, if none
  /// remains, with the next input. A step that returns need_more leaves input unconsumed only if
  /// another run of content begins there. complete never consumes past the end of the body.
  Step step(std::string_view input);

  /// The peer closed: complete for until_close, otherwise truncated (stays need_more).
  State end_of_input();

  State state() const { return state_; }
  ParseError error() const { return error_; }

 private:
  /// The part that the next byte belongs to.
  enum class Part : std::uint8_t {
    content,     ///< `remaining_` bytes of content (of the chunk, if chunked)
    size_first,  ///< the first digit of a chunk's size
    size,
    before_extension,  ///< white space; only an extension may follow
    extension_begin,
    extension_name,
    after_name,  ///< white space; "=" or an extension may follow
    value_begin,
    token_value,
    quoted_value,
    quoted_pair,
    after_quoted,
    malformed_extension,
    size_lf,
    content_cr,  ///< the line end after a chunk's content
    content_lf,
    trailer_first,  ///< the first byte of a trailer line, or the last line end
    trailer_name,
    trailer_value,
    trailer_lf,
    last_lf,
  };

  Step take_plain(std::string_view input);
  Step take_chunked(std::string_view input);
  void take_framing(char byte);
  void take_size(char byte);
  void take_extension(char byte);
  static Part next_in_extension(Part part, char byte);
  static Part behind_extension(char byte);
  void take_trailer(char byte);
  void end_size_line();
  void expect(char byte, char wanted, Part next);
  void fail(ParseError error);

  std::uint64_t remaining_ = 0;   ///< bytes of content still expected: of the body, or of the chunk
  std::uint64_t limit_ = 0;       ///< bytes of content that chunks may still announce
  std::uint32_t line_ = 0;        ///< bytes of the size line, or of the trailer section, so far
  std::uint32_t extensions_ = 0;  ///< bytes of extensions so far
  std::uint32_t trailer_fields_left_ = 0;  ///< field lines that the trailer section may still have
  Part part_ = Part::content;
  Framing framing_ = Framing::none;
  State state_ = State::complete;
  ParseError error_ = ParseError::none;
};

}  // namespace tiga::http
