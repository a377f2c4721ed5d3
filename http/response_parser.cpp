#include "http/response_parser.hpp"

#include <algorithm>

#include "http/scan.hpp"
#include "http/start_line.hpp"

namespace tiga::http {
namespace {

constexpr std::size_t status_at = version_size;      // the space before the code
constexpr std::size_t reason_at = version_size + 5;  // after the space that follows it

/// RFC 9110 §15: 100 to 599, as " 200 ". Without a reason some servers leave out the space after
/// the code, which RFC 9112 §4 requires.
constexpr bool fits_status(std::size_t index, char byte) {
  if (index == 0) return byte == ' ';
  if (index == 4) return byte == ' ' || byte == '\r';
  if (index == 1) return byte >= '1' && byte <= '5';
  return byte >= '0' && byte <= '9';
}

/// RFC 9112 §6.3, rule 1.
bool never_has_content(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace

void ResponseParser::reset() {
  part_ = Part::version;
  error_ = ParseError::none;
  position_ = 0;
}

bool ResponseParser::fail(ParseError error) {
  error_ = error;
  return false;
}

ResponseParser::State ResponseParser::parse(std::string_view input, bool to_head) {
  base_ = input.data();
  if (part_ != Part::fields && !take_status_line(input)) {
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
  error_ = fields_.known().framing_error(minor_version_);
  if (error_ != ParseError::none) return State::failed;
  fill_response(to_head);
  return State::complete;
}

bool ResponseParser::take_status_line(std::string_view input) {
  if (error_ != ParseError::none) return false;
  switch (part_) {
    case Part::version:
      if (!take_version(input)) return false;
      [[fallthrough]];
    case Part::status:
      if (!take_status(input)) return false;
      [[fallthrough]];
    case Part::reason:
      if (!take_reason(input)) return false;
      [[fallthrough]];
    case Part::fields:
      break;
  }
  return true;
}

/// RFC 9112 §2.3.
bool ResponseParser::take_version(std::string_view input) {
  const ParseError error = check_version(input, minor_version_);
  if (error != ParseError::none) return fail(error);
  if (input.size() < version_size) return false;
  part_ = Part::status;
  position_ = status_at;
  return true;
}

/// RFC 9112 §4. Leaves a CR in the place of the space after the code to take_reason().
bool ResponseParser::take_status(std::string_view input) {
  for (; position_ < input.size() && position_ < reason_at; ++position_) {
    if (!fits_status(position_ - status_at, input[position_]))
      return fail(ParseError::bad_status_line);
  }
  if (position_ < reason_at) return false;
  if (input[reason_at - 1] == '\r') --position_;
  const auto digit = [&](std::size_t index) { return input[status_at + index] - '0'; };
  status_ = digit(1) * 100 + digit(2) * 10 + digit(3);
  part_ = Part::reason;
  return true;
}

bool ResponseParser::take_reason(std::string_view input) {
  const char* const base = input.data();
  const std::size_t room = input.size() - reason_at;
  const std::size_t window = room > limits_.target ? reason_at + limits_.target : input.size();
  position_ =
      static_cast<std::size_t>(scan::skip_value({base, base + window}, base + position_) - base);
  if (position_ == input.size()) return false;
  if (input[position_] == '\n') return fail(ParseError::bad_line_end);
  if (input[position_] != '\r') return fail(ParseError::bad_status_line);
  if (position_ + 1 == input.size()) return false;
  if (input[position_ + 1] != '\n') return fail(ParseError::bad_line_end);
  reason_ = Slice::between(std::min(reason_at, position_), position_);
  part_ = Part::fields;
  fields_.begin(position_ + 2);
  return true;
}

/// RFC 9112 §6.3.
void ResponseParser::fill_response(bool to_head) {
  const KnownFields& known = fields_.known();
  using Codings = KnownFields::Codings;
  const bool has_codings = known.codings != Codings::none;
  const bool ends_chunked =
      known.codings == Codings::chunked || known.codings == Codings::others_chunked;
  response_.status = status_;
  response_.reason = reason_.of(base_);
  response_.minor_version = minor_version_;
  response_.has_content_length = known.has_content_length;
  response_.content_length = known.content_length;
  response_.other_codings = has_codings && known.codings != Codings::chunked;
  response_.keep_alive = known.persists(minor_version_);
  if (to_head || never_has_content(status_)) {
    response_.framing = Framing::none;
    // A server that announces content here probably sends it (RFC 9110 §8.6, RFC 9112 §6.1): it
    // would be taken for the next reply.
    if (status_ == 204 && (has_codings || known.content_length > 0)) response_.keep_alive = false;
  } else if (ends_chunked) {
    response_.framing = Framing::chunked;
  } else if (known.has_content_length) {
    response_.framing = Framing::content_length;
  } else {
    response_.framing = Framing::until_close;
    response_.keep_alive = false;
  }
}

}  // namespace tiga::http
