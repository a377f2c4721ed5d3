// A strict, resumable, allocation-free parser of request heads (RFC 9112 §2, §3, §5, §6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/field_section.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

namespace tiga::http {

/// The contents of a request's head. Views point into the input of the last call of
/// RequestParser::parse.
struct Request {
  Method method = Method::unknown;
  std::string_view method_name;
  std::string_view target;  ///< as sent
  std::string_view
      path;  ///< absolute path of origin-form and absolute-form, without query; "*" for OPTIONS *
             ///< (also of OPTIONS with an absolute-form without path and query); "" for CONNECT
  std::string_view host;  ///< with its port: of the URI for absolute-form and authority-form, else
                          ///< Host's value; may be empty
  bool https = false;     ///< absolute-form of the scheme https (RFC 9110 §7.4)
  int minor_version = 1;  ///< 0 for HTTP/1.0; 1 for HTTP/1.1 and any later 1.x (RFC 9110 §6.2)
  Framing framing = Framing::none;
  std::uint64_t content_length = 0;  ///< if framing is content_length
  bool keep_alive = true;            ///< the client lets the connection persist (RFC 9112 §9.3)
  bool expect_continue = false;      ///< Expect: 100-continue from HTTP/1.1 (RFC 9110 §10.1.1)
  bool unknown_expectation = false;  ///< another expectation, from HTTP/1.1: 417
  bool conditional = false;          ///< has a condition or a range (RFC 9110 §13.1, §14.2)
};

/// Bytes of the empty lines at the front of `input`, which begin no request (RFC 9112 §2.2).
inline std::size_t size_of_empty_lines(std::string_view input) {
  std::size_t size = 0;
  while (input.substr(size, 2) == "\r\n") size += 2;
  return size;
}

/// Parses one request head at a time from a buffer that the caller owns. Not thread-safe. About 4
/// KiB, so keep one for each request being read, not for each idle connection.
class RequestParser {
 public:
  enum class State : std::uint8_t { need_more, complete, failed };

  explicit RequestParser(const Limits& limits = {}) : limits_(limits) {}

  /// Continues parsing. `input` begins with the first byte of the message (empty lines before it
  /// included) and holds at least the previous call's input, followed by new bytes; it may have
  /// moved. No byte is examined twice. After complete or failed, call reset().
  State parse(std::string_view input);

  /// Call after complete. Valid until the input moves or changes.
  const Request& request() const { return request_; }
  /// Bytes of the head, its empty line included: content or the next request follows.
  std::size_t consumed() const { return fields_.position(); }
  std::size_t field_count() const { return fields_.table().size(); }
  Field field(std::size_t index) const { return fields_.table().at(index, base_); }

  /// Call after failed.
  ParseError error() const { return error_; }

  /// Whether a byte of the request line has arrived: empty lines alone begin no request (RFC 9112
  /// §2.2).
  bool begun() const { return part_ != Part::empty_lines; }
  /// The method as far as the head was read, also after failed; unknown before its end. A refusal
  /// depends on it (RFC 9110 §9.3.2).
  Method method_so_far() const {
    return part_ == Part::empty_lines || part_ == Part::method ? Method::unknown : method_;
  }

  /// Ready for the next head.
  void reset() {
    part_ = Part::empty_lines;
    error_ = ParseError::none;
    position_ = 0;
  }

 private:
  /// The part that is expected next.
  enum class Part : std::uint8_t { empty_lines, method, target, version, line_end, fields };
  struct Cursor;

  // Each parses its part at the cursor; false if it needs more input or has failed.
  bool take_request_line(std::string_view input);
  bool take_parts(Cursor& cursor);
  bool take_empty_lines(Cursor& cursor);
  bool take_method(Cursor& cursor);
  bool take_target(Cursor& cursor);
  bool take_version(Cursor& cursor);
  bool take_line_end(Cursor& cursor);
  bool take_target_form(const Cursor& cursor);
  State finish();
  ParseError check_head() const;
  bool fail(ParseError error);

  Limits limits_;
  Part part_ = Part::empty_lines;
  Method method_ = Method::unknown;
  ParseError error_ = ParseError::none;
  int minor_version_ = 1;
  const char* base_ = nullptr;
  std::size_t position_ = 0;  ///< the first byte of the request line not yet examined
  std::size_t begin_ = 0;     ///< where the current part begins
  std::size_t path_end_ = 0;  ///< the target's first '?', or its end; 0 while unknown
  Slice method_name_ = {0, 0};
  Slice target_ = {0, 0};
  Slice path_ = {0, 0};
  Slice authority_ = {0, 0};
  bool https_ = false;  ///< if there is an authority
  Request request_;
  FieldSection fields_;
};

}  // namespace tiga::http
