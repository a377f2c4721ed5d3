// A resumable, allocation-free parser of response heads (RFC 9112 §4, §5, §6.3). Strict, except
// that a status line may end after the code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/field_section.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http {

/// The contents of a response's head. Views point into the input of the last call of
/// ResponseParser::parse.
struct Response {
  int status = 0;  ///< 100 to 599 (RFC 9110 §15)
  std::string_view reason;
  int minor_version = 1;
  Framing framing = Framing::none;
  std::uint64_t content_length =
      0;  ///< the value of Content-Length (also if no content follows: HEAD, 304)
  bool has_content_length = false;
  /// The content has a transfer coding besides a last chunked.
  bool other_codings = false;
  /// The server closes the connection after the reply: it says so (RFC 9112 §9.3), or the close is
  /// the end of the content.
  bool server_closes = false;
  /// The connection may serve another request: the server does not close it, and has announced no
  /// content that this status cannot have but that it may send all the same.
  bool keep_alive = true;

  bool interim() const { return status < 200; }
};

/// How the end of a reply's content is determined, by the rules of RFC 9112 §6.3 in their order.
/// `known`: its fields, without a framing error. No request here is a CONNECT (rule 2).
Framing reply_framing(int status, bool to_head, const KnownFields& known);

/// Parses one response head at a time; the same contract as RequestParser. Not thread-safe. The
/// reason phrase may have Limits::target bytes; Limits::content is left to the BodyDecoder, since a
/// reply may be relayed in pieces. A 101 fails: nothing here speaks another protocol.
class ResponseParser {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  explicit ResponseParser(const Limits& limits = {}) : limits_(limits) {}

  /// As RequestParser::parse. `to_head`: the request was HEAD, so no content follows whatever the
  /// fields say (RFC 9112 §6.3).
  State parse(std::string_view input, bool to_head);

  const Response& response() const { return response_; }
  std::size_t consumed() const { return fields_.position(); }
  std::size_t field_count() const { return fields_.table().size(); }
  Field field(std::size_t index) const { return fields_.table().at(index, base_); }
  ParseError error() const { return error_; }
  /// Call after failed: whether it failed before the first field line, so that the input may not be
  /// HTTP at all.
  bool failed_in_status_line() const { return part_ != Part::fields; }
  void reset();

 private:
  enum class Part : std::uint8_t { version, status, reason, fields };

  // Each parses its part at `position_`; false if it needs more input or has failed.
  bool take_status_line(std::string_view input);
  bool take_version(std::string_view input);
  bool take_status(std::string_view input);
  bool take_reason(std::string_view input);
  ParseError head_error() const;
  void fill_response(bool to_head);
  bool fail(ParseError error);

  Limits limits_;
  Part part_ = Part::version;
  ParseError error_ = ParseError::none;
  int minor_version_ = 1;
  int status_ = 0;
  const char* base_ = nullptr;
  std::size_t position_ = 0;  ///< the first byte of the status line not yet examined
  Slice reason_ = {0, 0};
  Response response_;
  FieldSection fields_;
};

}  // namespace tiga::http
