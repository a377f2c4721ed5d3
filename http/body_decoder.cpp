#include "http/body_decoder.hpp"

#include <algorithm>

#include "http/bytes.hpp"

namespace tiga::http {
namespace {

/// Sixteen hexadecimal digits fit 64 bits; a longer size has leading zeros or is absurd.
constexpr std::uint32_t most_size_digits = 16;

std::size_t smaller(std::uint64_t count, std::size_t size) {
  return static_cast<std::size_t>(std::min<std::uint64_t>(count, size));
}

}  // namespace

BodyDecoder::BodyDecoder(Framing framing, std::uint64_t length, std::uint64_t limit,
                         std::size_t most_trailer_fields)
    : limit_(limit),
      trailer_fields_left_(
          static_cast<std::uint32_t>(std::min(most_trailer_fields, longest_trailers))),
      framing_(framing),
      state_(State::need_more) {
  switch (framing) {
    case Framing::none:
      state_ = State::complete;
      break;
    case Framing::content_length:
      remaining_ = length;
      if (length > limit) fail(ParseError::content_too_large);
      if (length == 0) state_ = State::complete;
      break;
    case Framing::chunked:
      part_ = Part::size_first;
      break;
    case Framing::until_close:
      remaining_ = limit;
      break;
  }
}

BodyDecoder::Step BodyDecoder::step(std::string_view input) {
  if (state_ != State::need_more) return {state_, 0, {}};
  return framing_ == Framing::chunked ? take_chunked(input) : take_plain(input);
}

BodyDecoder::State BodyDecoder::end_of_input() {
  if (framing_ == Framing::until_close && state_ == State::need_more) state_ = State::complete;
  return state_;
}

/// RFC 9112 §6.2, and §6.3 rule 8.
BodyDecoder::Step BodyDecoder::take_plain(std::string_view input) {
  const std::string_view content = input.substr(0, smaller(remaining_, input.size()));
  remaining_ -= content.size();
  if (framing_ == Framing::until_close) {
    if (content.size() < input.size()) fail(ParseError::content_too_large);
  } else if (remaining_ == 0) {
    state_ = State::complete;
  }
  return {state_, content.size(), content};
}

/// RFC 9112 §7.1.
BodyDecoder::Step BodyDecoder::take_chunked(std::string_view input) {
  std::string_view content;
  std::size_t at = 0;
  while (at < input.size() && state_ == State::need_more) {
    if (part_ != Part::content) {
      take_framing(input[at]);
      if (state_ != State::failed) ++at;
      continue;
    }
    if (!content.empty()) break;
    content = input.substr(at, smaller(remaining_, input.size() - at));
    at += content.size();
    remaining_ -= content.size();
    if (remaining_ == 0) part_ = Part::content_cr;
  }
  return {state_, at, content};
}

void BodyDecoder::take_framing(char byte) {
  switch (part_) {
    case Part::size_first:
    case Part::size:
      take_size(byte);
      break;
    case Part::size_lf:
      expect(byte, '\n', Part::content);
      if (error_ == ParseError::none) end_size_line();
      break;
    case Part::content_cr:
      expect(byte, '\r', Part::content_lf);
      break;
    case Part::content_lf:
      expect(byte, '\n', Part::size_first);
      break;
    case Part::last_lf:
      expect(byte, '\n', Part::content);
      if (error_ == ParseError::none) state_ = State::complete;
      break;
    case Part::trailer_first:
    case Part::trailer_name:
    case Part::trailer_value:
    case Part::trailer_lf:
      take_trailer(byte);
      break;
    default:
      take_extension(byte);
      break;
  }
}

/// chunk-size consists of digits only: no sign, no "0x".
void BodyDecoder::take_size(char byte) {
  const int digit = scan::hex_value(byte);
  if (part_ == Part::size_first) {
    if (digit < 0) return fail(ParseError::bad_chunk);
    part_ = Part::size;
    line_ = 0;
    remaining_ = 0;
  }
  ++line_;
  if (digit < 0) {
    part_ = behind_extension(byte);
    if (part_ == Part::malformed_extension) fail(ParseError::bad_chunk);
    return;
  }
  if (line_ > most_size_digits) return fail(ParseError::bad_chunk);
  remaining_ = remaining_ * 16 + static_cast<std::uint64_t>(digit);
}

/// RFC 9112 §7.1.1: well-formed extensions are ignored, within limits for a line and for all lines
/// of a body.
void BodyDecoder::take_extension(char byte) {
  ++line_;
  ++extensions_;
  part_ = next_in_extension(part_, byte);
  if (part_ == Part::malformed_extension) return fail(ParseError::bad_chunk);
  if (part_ == Part::size_lf) return;
  if (line_ > longest_size_line || extensions_ > most_extensions) {
    fail(ParseError::chunk_extension_too_long);
  }
}

/// The state after a byte inside an extension.
BodyDecoder::Part BodyDecoder::next_in_extension(Part part, char byte) {
  const bool space = scan::is_space(byte);
  const bool token = scan::is(scan::token, byte);
  switch (part) {
    case Part::before_extension:
      if (space) return part;
      return byte == ';' ? Part::extension_begin : Part::malformed_extension;
    case Part::extension_begin:
      if (space) return part;
      return token ? Part::extension_name : Part::malformed_extension;
    case Part::extension_name:
      if (token) return part;
      if (byte == '=') return Part::value_begin;
      return space ? Part::after_name : behind_extension(byte);
    case Part::after_name:
      if (space) return part;
      if (byte == '=') return Part::value_begin;
      return byte == ';' ? Part::extension_begin : Part::malformed_extension;
    case Part::value_begin:
      if (space) return part;
      if (byte == '"') return Part::quoted_value;
      return token ? Part::token_value : Part::malformed_extension;
    case Part::token_value:
      return token ? part : behind_extension(byte);
    case Part::quoted_value:
      if (byte == '"') return Part::after_quoted;
      if (byte == '\\') return Part::quoted_pair;
      return scan::is(scan::value, byte) ? part : Part::malformed_extension;
    case Part::quoted_pair:
      return scan::is(scan::value, byte) ? Part::quoted_value : Part::malformed_extension;
    default:
      return behind_extension(byte);
  }
}

/// The state after a byte that follows a size or a complete extension.
BodyDecoder::Part BodyDecoder::behind_extension(char byte) {
  if (byte == '\r') return Part::size_lf;
  if (byte == ';') return Part::extension_begin;
  return scan::is_space(byte) ? Part::before_extension : Part::malformed_extension;
}

void BodyDecoder::end_size_line() {
  if (remaining_ > limit_) return fail(ParseError::content_too_large);
  limit_ -= remaining_;
  if (remaining_ > 0) return;
  part_ = Part::trailer_first;
  line_ = 0;
}

/// RFC 9112 §7.1.2: field lines, checked and counted like those of a head, then dropped, whatever
/// their names are: none can change the framing or the routing (RFC 9110 §6.5.1).
void BodyDecoder::take_trailer(char byte) {
  const bool first = part_ == Part::trailer_first;
  if (first && byte == '\r') {
    part_ = Part::last_lf;
    return;
  }
  if (++line_ > longest_trailers) return fail(ParseError::header_section_too_large);
  if (first && trailer_fields_left_-- == 0) return fail(ParseError::too_many_fields);
  if (part_ == Part::trailer_lf) {
    expect(byte, '\n', Part::trailer_first);
  } else if (part_ == Part::trailer_value) {
    if (byte == '\r') {
      part_ = Part::trailer_lf;
    } else if (!scan::is(scan::value, byte)) {
      fail(ParseError::bad_trailer);
    }
  } else if (scan::is(scan::token, byte)) {
    part_ = Part::trailer_name;
  } else if (byte == ':' && !first) {
    part_ = Part::trailer_value;
  } else {
    fail(ParseError::bad_trailer);
  }
}

void BodyDecoder::expect(char byte, char wanted, Part next) {
  if (byte != wanted)
    return fail(part_ == Part::trailer_lf ? ParseError::bad_trailer : ParseError::bad_chunk);
  part_ = next;
}

void BodyDecoder::fail(ParseError error) {
  state_ = State::failed;
  error_ = error;
}

}  // namespace tiga::http
