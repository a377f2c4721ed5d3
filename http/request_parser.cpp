#include "http/request_parser.hpp"

#include <algorithm>

#include "http/scan.hpp"
#include "http/start_line.hpp"

namespace tiga::http {
namespace {

/// Empty lines that are skipped before a request (RFC 9112 §2.2 asks for one).
constexpr std::size_t most_empty_lines = 8;
/// The longest method that is told apart from any other; those registered have at most 17 octets.
constexpr std::size_t longest_method = 32;

Slice slice_of(std::string_view part, const char* message) {
  if (part.empty()) return {0, 0};
  const auto begin = static_cast<std::size_t>(part.data() - message);
  return Slice::between(begin, begin + part.size());
}

}  // namespace

void RequestParser::reset() {
  part_ = Part::empty_lines;
  error_ = ParseError::none;
  begin_ = position_ = 0;
}

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
  error_ = check_head();
  if (error_ != ParseError::none) return State::failed;
  fill_request();
  return State::complete;
}

bool RequestParser::take_request_line(std::string_view input) {
  if (error_ != ParseError::none) return false;
  switch (part_) {
    case Part::empty_lines:
      if (!take_empty_lines(input)) return false;
      [[fallthrough]];
    case Part::method:
      if (!take_method(input)) return false;
      [[fallthrough]];
    case Part::target:
      if (!take_target(input)) return false;
      [[fallthrough]];
    case Part::version:
      if (!take_version(input)) return false;
      [[fallthrough]];
    case Part::line_end:
      if (!take_line_end(input)) return false;
      [[fallthrough]];
    case Part::fields:
      break;
  }
  return true;
}

/// RFC 9112 §2.2: a server SHOULD ignore at least one empty line before a request line.
bool RequestParser::take_empty_lines(std::string_view input) {
  for (; position_ < input.size(); position_ += 2) {
    if (input[position_] == '\n') return fail(ParseError::bad_line_end);
    if (input[position_] != '\r') {
      part_ = Part::method;
      begin_ = position_;
      return true;
    }
    if (position_ == 2 * most_empty_lines) return fail(ParseError::bad_request_line);
    if (position_ + 1 == input.size()) return false;
    if (input[position_ + 1] != '\n') return fail(ParseError::bad_line_end);
  }
  return false;
}

/// RFC 9112 §3.1.
bool RequestParser::take_method(std::string_view input) {
  const std::size_t window = std::min(input.size(), begin_ + longest_method + 1);
  while (position_ < window && scan::is(scan::token, input[position_])) ++position_;
  if (position_ == begin_ + longest_method + 1) return fail(ParseError::method_too_long);
  if (position_ == window) return false;
  if (input[position_] != ' ' || position_ == begin_) return fail(ParseError::bad_method);
  method_name_ = Slice::between(begin_, position_);
  method_ = method_named(method_name_.of(input.data()));
  part_ = Part::target;
  begin_ = ++position_;
  return true;
}

/// RFC 9112 §3.2. What its forms allow is checked at the line's end, so that a wrong version is
/// told first.
bool RequestParser::take_target(std::string_view input) {
  const std::size_t room = input.size() - begin_;
  const std::size_t window = room > limits_.target ? begin_ + limits_.target : input.size();
  const char* const base = input.data();
  position_ = static_cast<std::size_t>(scan::skip_target(base + position_, base + window) - base);
  if (position_ == input.size()) return false;
  if (scan::is(scan::target, input[position_])) return fail(ParseError::target_too_long);
  if (input[position_] != ' ' || position_ == begin_) return fail(ParseError::bad_target);
  target_ = Slice::between(begin_, position_);
  part_ = Part::version;
  begin_ = ++position_;
  return true;
}

/// RFC 9112 §2.3.
bool RequestParser::take_version(std::string_view input) {
  const std::string_view seen = input.substr(begin_, version_size);
  const ParseError error = check_version(seen, minor_version_);
  if (error != ParseError::none) return fail(error);
  if (seen.size() < version_size) return false;
  part_ = Part::line_end;
  begin_ = position_ = begin_ + version_size;
  return true;
}

bool RequestParser::take_line_end(std::string_view input) {
  const std::string_view seen = input.substr(begin_, 2);
  if (seen.empty()) return false;
  if (seen[0] != '\r')
    return fail(seen[0] == '\n' ? ParseError::bad_line_end : ParseError::bad_version);
  if (seen.size() < 2) return false;
  if (seen[1] != '\n') return fail(ParseError::bad_line_end);
  if (!take_target_form(input)) return false;
  part_ = Part::fields;
  fields_.begin(begin_ + 2);
  return true;
}

bool RequestParser::take_target_form(std::string_view input) {
  const TargetForm form = split_target(method_, target_.of(input.data()));
  if (form.error != ParseError::none) return fail(form.error);
  path_ = slice_of(form.path, input.data());
  authority_ = slice_of(form.authority, input.data());
  return true;
}

/// What only the whole head can tell.
ParseError RequestParser::check_head() const {
  const KnownFields& known = fields_.known();
  if (!known.has_host && minor_version_ > 0) return ParseError::bad_host;  // RFC 9112 §3.2
  if (known.has_host && !is_authority(known.host.of(base_))) return ParseError::bad_host;
  const ParseError framing = known.framing_error(minor_version_);
  if (framing != ParseError::none) return framing;
  if (known.has_content_length && known.content_length > limits_.content)
    return ParseError::content_too_large;
  return ParseError::none;
}

void RequestParser::fill_request() {
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
}

}  // namespace tiga::http
