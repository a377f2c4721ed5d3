// The field lines of a head and the empty line that ends them (RFC 9112 §5), for requests and
// responses alike. Internal to http/: reach it through RequestParser and ResponseParser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/fields.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http {

/// What the fields that the parsers act on have said.
struct KnownFields {
  /// The transfer codings named so far (RFC 9112 §6.1, §7).
  enum class Codings : std::uint8_t {
    none,
    chunked,         ///< chunked alone
    others,          ///< without chunked
    others_chunked,  ///< chunked after others
  };

  bool has_host = false;
  Slice host = {0, 0};
  bool has_content_length = false;
  std::uint64_t content_length = 0;
  Codings codings = Codings::none;
  bool close = false;
  bool keep_alive = false;
  bool expect_continue = false;
  bool unknown_expectation = false;

  /// What is wrong with framing (RFC 9112 §6.3), or none. For a message of HTTP/1.`minor_version`.
  ParseError framing_error(int minor_version) const;
  /// Whether the sender lets the connection persist (RFC 9112 §9.3).
  bool persists(int minor_version) const { return !close && (minor_version > 0 || keep_alive); }
};

/// Parses field lines; resumable at every octet, of which none is looked at twice. An error is
/// given for the first octet that makes the message wrong, so that the result does not depend on
/// how the octets arrived.
class FieldSection {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  /// The first field line begins at `offset` of the message.
  void begin(std::size_t offset);
  State parse(std::string_view message, const Limits& limits);

  /// After complete: the octet behind the empty line.
  std::size_t position() const { return position_; }
  const FieldTable& table() const { return table_; }
  const KnownFields& known() const { return known_; }
  ParseError error() const { return error_; }

 private:
  ParseError take(std::string_view message, std::size_t line, std::size_t colon, std::size_t end);
  ParseError recognise(std::string_view message, std::string_view name, std::string_view value);
  State fail(ParseError error);

  std::size_t begin_ = 0;
  std::size_t line_ = 0;      ///< where the current line begins
  std::size_t colon_ = 0;     ///< its colon; 0 while that has not been met
  std::size_t position_ = 0;  ///< the first octet that was not looked at
  ParseError error_ = ParseError::none;
  KnownFields known_;
  FieldTable table_;
};

}  // namespace tiga::http
