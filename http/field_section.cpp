#include "http/field_section.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "http/scan.hpp"
#include "http/start_line.hpp"

namespace tiga::http {
namespace {

/// Calls `visit` for each element of a comma-separated list (RFC 9110 §5.6.1), empty ones included,
/// until it returns an error.
template <typename Visit>
ParseError for_each_element(std::string_view list, Visit visit) {
  for (;;) {
    const std::size_t comma = list.find(',');
    const ParseError error = visit(scan::trim(list.substr(0, comma)));
    if (error != ParseError::none || comma == std::string_view::npos) return error;
    list.remove_prefix(comma + 1);
  }
}

/// RFC 9110 §8.6. A list of equal values MAY be accepted; it is refused here, as a repeated line
/// is.
ParseError take_content_length(KnownFields& known, std::string_view value) {
  if (known.has_content_length) return ParseError::bad_content_length;
  if (value.empty() || !std::ranges::all_of(value, scan::is_digit))
    return ParseError::bad_content_length;
  const auto result =
      std::from_chars(value.data(), value.data() + value.size(), known.content_length);
  if (result.ec != std::errc()) return ParseError::content_too_large;
  known.has_content_length = true;
  return ParseError::none;
}

/// RFC 9112 §6.1: chunked is last, once, without parameters.
ParseError take_transfer_encoding(KnownFields& known, std::string_view value) {
  using Codings = KnownFields::Codings;
  return for_each_element(value, [&known](std::string_view coding) {
    const bool after_chunked =
        known.codings == Codings::chunked || known.codings == Codings::others_chunked;
    if (coding.empty() || after_chunked) return ParseError::bad_transfer_encoding;
    if (!same_token(coding, "chunked")) {
      known.codings = Codings::others;
    } else {
      known.codings = known.codings == Codings::none ? Codings::chunked : Codings::others_chunked;
    }
    return ParseError::none;
  });
}

/// RFC 9110 §7.6.1.
ParseError take_connection(KnownFields& known, std::string_view value) {
  return for_each_element(value, [&known](std::string_view option) {
    const char* const end = option.data() + option.size();
    if (scan::skip_by_table(scan::token, option.data(), end) != end)
      return ParseError::bad_field_value;
    if (same_token(option, "close")) known.close = true;
    if (same_token(option, "keep-alive")) known.keep_alive = true;
    return ParseError::none;
  });
}

/// RFC 9110 §10.1.1.
void take_expect(KnownFields& known, std::string_view value) {
  for_each_element(value, [&known](std::string_view expectation) {
    if (same_token(expectation, "100-continue")) {
      known.expect_continue = true;
    } else if (!expectation.empty()) {
      known.unknown_expectation = true;
    }
    return ParseError::none;
  });
}

/// The error in a line that has `byte`, a control character, before its CR LF.
ParseError line_error(char byte) {
  return byte == '\r' || byte == '\n' ? ParseError::bad_line_end : ParseError::bad_field_value;
}

/// The error in a line that does not begin with a name and a colon.
ParseError name_error(char first) {
  return scan::is_space(first) ? ParseError::folded_field : ParseError::bad_field_name;
}

/// The value without surrounding white space, which is most often one space in front. The byte at
/// `end` is a CR; the value has no control characters except HTAB.
Slice trimmed(const char* message, const char* begin, const char* end) {
  const auto blank_or_end = [](char byte) { return static_cast<unsigned char>(byte) <= ' '; };
  if (*begin == ' ') ++begin;
  if (blank_or_end(*begin)) {
    while (begin != end && blank_or_end(*begin)) ++begin;
  }
  if (blank_or_end(end[-1])) {
    while (end != begin && blank_or_end(end[-1])) --end;
  }
  return Slice::between(static_cast<std::size_t>(begin - message),
                        static_cast<std::size_t>(end - message));
}

}  // namespace

/// Acts on a field line if its name is one of those used here.
ParseError KnownFields::take(const char* name, std::size_t name_size, Slice value_slice,
                             const scan::Extent& message) {
  const std::string_view value = value_slice.of(message.begin);
  switch (name_size) {
    case 4:
      if (!scan::spells(name, "host")) break;
      // RFC 9112 §3.2. In a reply it has no meaning, but the same rules apply.
      if (has_host || !is_authority(value, message)) return ParseError::bad_host;
      has_host = true;
      host = value_slice;
      break;
    case 5:
      conditional = conditional || scan::spells(name, "range");
      break;
    case 6:
      if (scan::spells(name, "expect")) take_expect(*this, value);
      break;
    case 8:
      conditional = conditional || scan::spells(name, "if-match") || scan::spells(name, "if-range");
      break;
    case 10:
      if (scan::spells(name, "connection")) return take_connection(*this, value);
      break;
    case 13:
      conditional = conditional || scan::spells(name, "if-none-match");
      break;
    case 14:
      if (scan::spells(name, "content-length")) return take_content_length(*this, value);
      break;
    case 17:
      if (scan::spells(name, "transfer-encoding")) return take_transfer_encoding(*this, value);
      conditional = conditional || scan::spells(name, "if-modified-since");
      break;
    case 19:
      conditional = conditional || scan::spells(name, "if-unmodified-since");
      break;
    default:
      break;
  }
  return ParseError::none;
}

ParseError KnownFields::framing_error(int minor_version) const {
  if (codings == Codings::none) return ParseError::none;
  if (has_content_length) return ParseError::length_and_encoding;
  if (minor_version == 0)
    return ParseError::bad_transfer_encoding;  // RFC 9112 §6.1: faulty framing
  if (codings == Codings::others) return ParseError::bad_transfer_encoding;
  return codings == Codings::chunked ? ParseError::none : ParseError::unknown_transfer_encoding;
}

FieldSection::State FieldSection::fail(ParseError error) {
  error_ = error;
  return State::failed;
}

FieldSection::State FieldSection::parse(std::string_view message, const Limits& limits) {
  // The empty line is not part of the section: two bytes above the limit may be read.
  const std::size_t room = message.size() - begin_;
  const bool over_limit = room > 2 && room - 2 > limits.header_section;
  const std::size_t most_fields = std::min(limits.fields, FieldTable::capacity);
  const char* const base = message.data();
  const char* const end =
      over_limit ? base + begin_ + limits.header_section + 2 : base + message.size();
  const scan::Extent extent(base, end);
  const char* line = base + line_;
  const char* at = base + position_;

  while (at != line || end - at < 2 || !scan::is_word(at, "\r\n")) {
    // Finds the line's end before its name, so that the search for the next line does not wait for
    // the colon.
    at = scan::skip_value(extent, at);
    if (end - at < 2 || !scan::is_word(at, "\r\n")) {
      if (at != end && (*at != '\r' || end - at > 1)) return fail(line_error(*at));
      line_ = static_cast<std::size_t>(line - base);
      position_ = static_cast<std::size_t>(at - base);
      return over_limit ? fail(ParseError::header_section_too_large) : State::need_more;
    }
    const char* const colon = scan::skip_token(extent, line);
    if (*colon != ':' || colon == line) return fail(name_error(*line));
    if (table_.size() >= most_fields) return fail(ParseError::too_many_fields);
    const Slice value = trimmed(base, colon + 1, at);
    const auto name_size = static_cast<std::size_t>(colon - line);
    table_.add(Slice::between(static_cast<std::size_t>(line - base),
                              static_cast<std::size_t>(colon - base)),
               value);
    if (KnownFields::may_know(*line, name_size)) {
      const ParseError error = known_.take(line, name_size, value, extent);
      if (error != ParseError::none) return fail(error);
    }
    at += 2;
    line = at;
  }
  position_ = static_cast<std::size_t>(at + 2 - base);
  return State::complete;
}

}  // namespace tiga::http
