#include "http/request_parser.hpp"

#include <algorithm>

#include "http/scan.hpp"
#include "http/start_line.hpp"

namespace tiga::http {
namespace {

/// Empty lines that are skipped before a request (RFC 9112 §2.2 asks for at least one).
constexpr std::size_t most_empty_lines = 8;
/// The longest method that is examined; registered ones have at most 17 bytes.
constexpr std::size_t longest_method = 32;

Slice slice_of(std::string_view part, const char* message) {
  if (part.empty()) return {0, 0};
  const auto begin = static_cast<std::size_t>(part.data() - message);
  return Slice::between(begin, begin + part.size());
}

}  // namespace

/// The parser's position during one call; copied to members between calls.
struct RequestParser::Cursor {
  const char* message;
  const char* at;
  const char* end;
  std::size_t begin;
  Part part;

  std::size_t position() const { return static_cast<std::size_t>(at - message); }
  std::size_t left() const { return static_cast<std::size_t>(end - at); }
  /// The end of `count` bytes from `offset` of the message, or the end of the input.
  const char* window(std::size_t offset, std::size_t count) const {
    const char* const first = message + offset;
    return static_cast<std::size_t>(end - first) > count ? first + count : end;
  }
};

bool RequestParser::fail(ParseError error) {
  error_ = error;
  return false;
}

RequestParser::State RequestParser::parse(std::string_view input) {
  base_ = input.data();
  if (part_ != Part::fields && !take_request_line(input)) {
    return error_ == ParseError::none ? State::need_more : State::failed;
  }
  switch (fields_.parse(input, limits_)) {
    case FieldSection::State::need_more:
      return State::need_more;
    case FieldSection::State::failed:
      error_ = fields_.error();
      return State::failed;
    case FieldSection::State::complete:
      break;
  }
  return finish();
}

[[gnu::always_inline]] inline bool RequestParser::take_request_line(std::string_view input) {
  if (error_ != ParseError::none) return false;
  Cursor cursor = {input.data(), input.data() + position_, input.data() + input.size(), begin_,
                   part_};
  const bool taken = take_parts(cursor);
  position_ = cursor.position();
  begin_ = cursor.begin;
  part_ = cursor.part;
  return taken;
}

[[gnu::always_inline]] inline bool RequestParser::take_parts(Cursor& cursor) {
  if (cursor.part == Part::empty_lines && !take_empty_lines(cursor)) return false;
  if (cursor.part == Part::method && !take_method(cursor)) return false;
  if (cursor.part == Part::target && !take_target(cursor)) return false;
  if (cursor.part == Part::version && !take_version(cursor)) return false;
  return take_line_end(cursor);
}

/// RFC 9112 §2.2: a server SHOULD ignore at least one empty line before a request line.
[[gnu::always_inline]] inline bool RequestParser::take_empty_lines(Cursor& cursor) {
  for (; cursor.at != cursor.end; cursor.at += 2) {
    if (*cursor.at != '\r') {
      if (*cursor.at == '\n') return fail(ParseError::bad_line_end);
      cursor.part = Part::method;
      cursor.begin = cursor.position();
      return true;
    }
    if (cursor.position() == 2 * most_empty_lines) return fail(ParseError::bad_request_line);
    if (cursor.left() < 2) return false;
    if (cursor.at[1] != '\n') return fail(ParseError::bad_line_end);
  }
  return false;
}

/// RFC 9112 §3.1.
[[gnu::always_inline]] inline bool RequestParser::take_method(Cursor& cursor) {
  if (cursor.left() >= 4 && scan::is_word(cursor.at, "GET ") && cursor.position() == cursor.begin) {
    cursor.at += 3;
    method_ = Method::get;
  } else {
    const char* const window = cursor.window(cursor.begin, longest_method + 1);
    cursor.at = scan::skip_by_table(scan::token, cursor.at, window);
    if (cursor.position() - cursor.begin > longest_method) return fail(ParseError::method_too_long);
    if (cursor.at == cursor.end) return false;
    if (*cursor.at != ' ' || cursor.position() == cursor.begin) return fail(ParseError::bad_method);
    method_ = method_named({cursor.message + cursor.begin, cursor.position() - cursor.begin});
  }
  method_name_ = Slice::between(cursor.begin, cursor.position());
  ++cursor.at;
  cursor.part = Part::target;
  cursor.begin = cursor.position();
  path_end_ = 0;
  return true;
}

/// RFC 9112 §3.2. The form is checked at the end of the line, so that a wrong version is reported
/// first.
[[gnu::always_inline]] inline bool RequestParser::take_target(Cursor& cursor) {
  const char* const window = cursor.window(cursor.begin, limits_.target);
  if (path_end_ == 0) {
    cursor.at = scan::skip_path({cursor.message, window}, cursor.at);
    if (cursor.at == cursor.end) return false;
    path_end_ = cursor.position();
  }
  if (cursor.at != cursor.end && *cursor.at != ' ') {
    cursor.at = scan::skip_target({cursor.message, window}, cursor.at);
  }
  if (cursor.at == cursor.end) return false;
  if (scan::is(scan::target, *cursor.at)) return fail(ParseError::target_too_long);
  if (*cursor.at != ' ' || cursor.position() == cursor.begin) return fail(ParseError::bad_target);
  target_ = Slice::between(cursor.begin, cursor.position());
  ++cursor.at;
  cursor.part = Part::version;
  cursor.begin = cursor.position();
  return true;
}

/// RFC 9112 §2.3.
[[gnu::always_inline]] inline bool RequestParser::take_version(Cursor& cursor) {
  if (cursor.left() >= version_size && is_common_version(cursor.at)) {
    minor_version_ = cursor.at[version_size - 1] - '0';
  } else {
    const ParseError error = check_version({cursor.at, cursor.left()}, minor_version_);
    if (error != ParseError::none) return fail(error);
    if (cursor.left() < version_size) return false;
  }
  cursor.at += version_size;
  cursor.part = Part::line_end;
  return true;
}

[[gnu::always_inline]] inline bool RequestParser::take_line_end(Cursor& cursor) {
  if (cursor.left() < 2 || !scan::is_word(cursor.at, "\r\n")) {
    if (cursor.left() == 0) return false;
    if (*cursor.at != '\r' && *cursor.at != '\n') return fail(ParseError::bad_version);
    return *cursor.at == '\r' && cursor.left() < 2 ? false : fail(ParseError::bad_line_end);
  }
  if (!take_target_form(cursor)) return false;
  cursor.at += 2;
  cursor.part = Part::fields;
  fields_.begin(cursor.position());
  return true;
}

[[gnu::always_inline]] inline bool RequestParser::take_target_form(const Cursor& cursor) {
  const char* const message = cursor.message;
  if (message[target_.begin] == '/' && method_ != Method::connect) {  // origin-form
    path_ = Slice::between(target_.begin, path_end_);
    authority_ = {0, 0};
    return true;
  }
  const TargetForm form = split_target(method_, target_.of(message), {message, cursor.end});
  if (form.error != ParseError::none) return fail(form.error);
  path_ = slice_of(form.path, message);
  authority_ = slice_of(form.authority, message);
  return true;
}

/// Checks that need the whole head.
[[gnu::always_inline]] inline ParseError RequestParser::check_head() const {
  const KnownFields& known = fields_.known();
  if (!known.has_host && minor_version_ > 0) return ParseError::bad_host;  // RFC 9112 §3.2
  const ParseError framing = known.framing_error(minor_version_);
  if (framing != ParseError::none) return framing;
  return known.content_length > limits_.content ? ParseError::content_too_large : ParseError::none;
}

[[gnu::always_inline]] inline RequestParser::State RequestParser::finish() {
  error_ = check_head();
  if (error_ != ParseError::none) return State::failed;
  const KnownFields& known = fields_.known();
  request_.method = method_;
  request_.method_name = method_name_.of(base_);
  request_.target = target_.of(base_);
  if (path_.size != 0 || method_ == Method::connect) {
    request_.path = path_.of(base_);
  } else {
    // absolute-form with an empty path: RFC 9110 §4.2.3; RFC 9112 §3.2.4.
    request_.path = method_ == Method::options ? "*" : "/";
  }
  request_.host = authority_.size != 0 ? authority_.of(base_) : known.host.of(base_);
  request_.minor_version = minor_version_;
  request_.framing = known.codings != KnownFields::Codings::none ? Framing::chunked
                     : known.has_content_length                  ? Framing::content_length
                                                                 : Framing::none;
  request_.content_length = known.content_length;
  request_.keep_alive = known.persists(minor_version_);
  // RFC 9110 §10.1.1: a 100-continue from HTTP/1.0 is ignored.
  request_.expect_continue = known.expect_continue && minor_version_ > 0;
  request_.unknown_expectation = known.unknown_expectation && minor_version_ > 0;
  request_.conditional = known.conditional;
  return State::complete;
}

}  // namespace tiga::http
