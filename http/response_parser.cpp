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

constexpr int switching_protocols = 101;
constexpr int no_content = 204;
constexpr int not_modified = 304;

/// Whether the status allows neither Transfer-Encoding (RFC 9112 §6.1) nor Content-Length (RFC 9110
/// §8.6): such a field frames nothing, whatever it says.
bool forbids_framing(int status) { return status < 200 || status == no_content; }

}  // namespace

Framing reply_framing(int status, bool to_head, const KnownFields& known) {
  using Codings = KnownFields::Codings;
  if (to_head || forbids_framing(status) || status == not_modified) return Framing::none;
  switch (known.codings) {
    case Codings::none:
      return known.has_content_length ? Framing::content_length : Framing::until_close;
    case Codings::chunked:
    case Codings::others_chunked:
      return Framing::chunked;
    case Codings::others:
    case Codings::chunked_others:
      break;
  }
  return Framing::until_close;
}

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
  error_ = head_error();
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

/// What is wrong with a head whose lines are well-formed.
ParseError ResponseParser::head_error() const {
  if (status_ == switching_protocols) return ParseError::unexpected_switch;
  return forbids_framing(status_) ? ParseError::none
                                  : fields_.known().framing_error(minor_version_);
}

void ResponseParser::fill_response(bool to_head) {
  const KnownFields& known = fields_.known();
  const bool has_codings = known.codings != KnownFields::Codings::none;
  response_.status = status_;
  response_.reason = reason_.of(base_);
  response_.minor_version = minor_version_;
  response_.has_content_length = known.has_content_length;
  response_.content_length = known.content_length;
  response_.framing = reply_framing(status_, to_head, known);
  response_.other_codings = response_.framing != Framing::none && has_codings &&
                            known.codings != KnownFields::Codings::chunked;
  response_.server_closes =
      !known.persists(minor_version_) || response_.framing == Framing::until_close;
  // What a server announces it probably sends: it would be taken for the next reply.
  const bool may_send_content = status_ == no_content && (has_codings || known.content_length > 0);
  response_.keep_alive = !response_.server_closes && !may_send_content;
}

}  // namespace tiga::http
