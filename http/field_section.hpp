// The field lines of a head and the empty line that ends them (RFC 9112 §5), for requests and
// responses alike. Internal to http/: reach it through RequestParser and ResponseParser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/fields.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http::scan {
struct Extent;
}

namespace tiga::http {

/// The contents of the fields that the parsers act on.
struct KnownFields {
  /// The transfer codings named so far (RFC 9112 §6.1, §7).
  enum class Codings : std::uint8_t {
    none,
    chunked,         ///< chunked alone
    others,          ///< without chunked
    others_chunked,  ///< chunked after others
  };

  /// One bit for the length of each name that `take` knows, indexed by the last five bits of its
  /// first letter.
  static constexpr auto known_sizes = [] {
    std::array<std::uint32_t, 32> sizes{};
    for (const std::string_view name :
         {"host", "expect", "connection", "content-length", "transfer-encoding", "range",
          "if-match", "if-range", "if-none-match", "if-modified-since", "if-unmodified-since"}) {
      sizes[static_cast<unsigned char>(name.front()) & 31U] |= 1U << name.size();
    }
    return sizes;
  }();

  bool has_host = false;
  Slice host = {0, 0};
  bool has_content_length = false;
  std::uint64_t content_length = 0;
  Codings codings = Codings::none;
  bool close = false;
  bool keep_alive = false;
  bool expect_continue = false;
  bool unknown_expectation = false;
  bool conditional = false;

  /// Whether a name may be a known one, by its first letter and its length: most names need no
  /// further check.
  static bool may_know(char first, std::size_t name_size) {
    return name_size < 32 &&
           (known_sizes[static_cast<unsigned char>(first) & 31U] >> name_size & 1U) != 0;
  }
  /// Processes a field line of `message`; returns its error, also if it is repeated.
  ParseError take(const char* name, std::size_t name_size, Slice value_slice,
                  const scan::Extent& message);

  /// The framing error (RFC 9112 §6.3) of a message of HTTP/1.`minor_version`, or none.
  ParseError framing_error(int minor_version) const;
  /// Whether the sender lets the connection persist (RFC 9112 §9.3).
  bool persists(int minor_version) const { return !close && (minor_version > 0 || keep_alive); }
};

/// Parses field lines; resumable at every byte. A line is judged when its CR LF arrives, or the
/// first byte that no line may contain, so the result does not depend on how the bytes were split.
class FieldSection {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  /// The first field line begins at `offset` of the message.
  void begin(std::size_t offset) {
    begin_ = line_ = position_ = offset;
    error_ = ParseError::none;
    known_ = KnownFields();
    table_.clear();
  }
  State parse(std::string_view message, const Limits& limits);

  /// After complete: the offset after the empty line.
  std::size_t position() const { return position_; }
  const FieldTable& table() const { return table_; }
  const KnownFields& known() const { return known_; }
  ParseError error() const { return error_; }

 private:
  State fail(ParseError error);

  std::size_t begin_ = 0;
  std::size_t line_ = 0;      ///< where the current line begins
  std::size_t position_ = 0;  ///< the first byte not yet examined
  ParseError error_ = ParseError::none;
  KnownFields known_;
  FieldTable table_;
};

}  // namespace tiga::http
