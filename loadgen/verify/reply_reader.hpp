// Reads one reply as its bytes arrive. Pure: no socket, no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/body_decoder.hpp"
#include "http/response_parser.hpp"
#include "loadgen/verify/digest.hpp"

namespace tiga::loadgen::verify {

/// The facts of a reply.
struct ReplyFacts {
  int status = 0;                     ///< 0 until its head has been read
  std::uint64_t content_bytes = 0;    ///< of the content without its framing
  std::uint64_t body_bytes = 0;       ///< everything after the blank line of the head, as ab counts
  Digest digest;                      ///< of the content; set if the reply is complete
  bool persistent = false;            ///< the server keeps the connection open
  bool other_than_2xx = false;        ///< as ab counts: the status is not 2xx
  std::uint32_t interim_replies = 0;  ///< 1xx before it (RFC 9110 §15.2); in no other figure
};

/// The full check of one reply: head, framing, digest of its content. Interim (1xx) replies before
/// it are counted and skipped. About 5 KiB; created only if a reply is not recognised by its bytes.
/// Not thread-safe.
class ReplyReader {
 public:
  enum class State : std::uint8_t { need_more, whole, malformed };

  /// `to_head`: the request was HEAD. `kept`: how many of the reply's first bytes to keep.
  ReplyReader(bool to_head, std::size_t kept);

  /// Consumes bytes up to the end of the reply and returns how many. The remaining bytes belong to
  /// no reply.
  std::size_t read(std::string_view bytes);

  /// The peer closed. The state stays need_more if the reply is not complete.
  void end_of_input();

  State state() const { return state_; }
  http::ParseError error() const { return error_; }
  const ReplyFacts& facts() const { return facts_; }
  /// The Server field; empty if there was none.
  const std::string& software() const { return software_; }
  const std::string& first_bytes() const { return first_bytes_; }
  /// Bytes consumed.
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::size_t read_head(std::string_view bytes);
  std::size_t read_body(std::string_view bytes);
  bool parse_head(std::string_view input, std::size_t& consumed);
  void give_up_head(std::string_view head);
  void begin_body();
  void add_content(std::string_view run);
  void end_body(http::BodyDecoder::State body);

  const bool to_head_;
  const std::size_t kept_;
  State state_ = State::need_more;
  bool in_body_ = false;
  http::ParseError error_ = http::ParseError::none;
  http::ResponseParser parser_;
  http::BodyDecoder body_;
  std::string partial_head_;  // the part of an incomplete head so far
  std::optional<DigestBuilder> digest_;
  ReplyFacts facts_;
  std::uint64_t bytes_ = 0;
  std::uint64_t offered_ = 0;  // including bytes after the end of the reply
  std::uint64_t heads_ = 0;    // bytes of all complete heads
  bool past_head_ = false;     // one of them is that of the final reply
  std::string first_bytes_;
  std::string software_;
};

}  // namespace tiga::loadgen::verify
