#include "http/field_section.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "http/scan.hpp"

namespace tiga::http {
namespace {

/// Calls `visit` for each element of a comma-separated list (RFC 9110 §5.6.1), empty ones included,
/// until it gives an error.
template <typename Visit>
ParseError for_each_element(std::string_view list, Visit visit) {
  for (;;) {
    const std::size_t comma = list.find(',');
    const ParseError error = visit(scan::trim(list.substr(0, comma)));
    if (error != ParseError::none || comma == std::string_view::npos) return error;
    list.remove_prefix(comma + 1);
  }
}

/// RFC 9110 §8.6. A list of equal values MAY be taken for one; it is refused, as a repeated line
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

/// RFC 9112 §6.1: chunked comes last, once, without parameters.
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
void take_connection(KnownFields& known, std::string_view value) {
  for_each_element(value, [&known](std::string_view option) {
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

}  // namespace

ParseError KnownFields::framing_error(int minor_version) const {
  if (codings == Codings::none) return ParseError::none;
  if (has_content_length) return ParseError::length_and_encoding;
  if (minor_version == 0)
    return ParseError::bad_transfer_encoding;  // RFC 9112 §6.1: faulty framing
  if (codings == Codings::others) return ParseError::bad_transfer_encoding;
  return codings == Codings::chunked ? ParseError::none : ParseError::unknown_transfer_encoding;
}

void FieldSection::begin(std::size_t offset) {
  begin_ = line_ = position_ = offset;
  colon_ = 0;
  error_ = ParseError::none;
  known_ = KnownFields();
  table_.clear();
}

FieldSection::State FieldSection::fail(ParseError error) {
  error_ = error;
  return State::failed;
}

FieldSection::State FieldSection::parse(std::string_view message, const Limits& limits) {
  // The empty line is not part of the section: two octets more than the limit may be looked at.
  const std::size_t room = message.size() - begin_;
  const bool over_limit = room > 2 && room - 2 > limits.header_section;
  const std::size_t window = over_limit ? begin_ + limits.header_section + 2 : message.size();
  const std::size_t most_fields = std::min(limits.fields, FieldTable::capacity);
  const char* const base = message.data();
  const char* const end = base + window;
  const char* at = base + position_;
  const char* line = base + line_;
  std::size_t colon = colon_;

  while (at != end) {
    if (at == line) {
      if (*at == '\r') {
        if (end - at < 2) break;
        if (at[1] != '\n') return fail(ParseError::bad_line_end);
        position_ = static_cast<std::size_t>(at + 2 - base);
        return State::complete;
      }
      if (scan::is_space(*at)) return fail(ParseError::folded_field);
      if (table_.size() == most_fields) return fail(ParseError::too_many_fields);
    }
    if (colon == 0) {
      at = scan::skip_token(at, end);
      if (at == end) break;
      if (*at == '\n') return fail(ParseError::bad_line_end);
      if (*at != ':' || at == line) return fail(ParseError::bad_field_name);
      colon = static_cast<std::size_t>(at - base);
      ++at;
    }
    at = scan::skip_value(at, end);
    if (end - at < 2 && (at == end || *at == '\r')) break;
    if (*at == '\n') return fail(ParseError::bad_line_end);
    if (*at != '\r') return fail(ParseError::bad_field_value);
    if (at[1] != '\n') return fail(ParseError::bad_line_end);
    const ParseError error = take(message, static_cast<std::size_t>(line - base), colon,
                                  static_cast<std::size_t>(at - base));
    if (error != ParseError::none) return fail(error);
    at += 2;
    line = at;
    colon = 0;
  }
  line_ = static_cast<std::size_t>(line - base);
  colon_ = colon;
  position_ = static_cast<std::size_t>(at - base);
  if (over_limit) return fail(ParseError::header_section_too_large);
  return State::need_more;
}

ParseError FieldSection::take(std::string_view message, std::size_t line, std::size_t colon,
                              std::size_t end) {
  std::size_t value = colon + 1;
  while (value < end && scan::is_space(message[value])) ++value;
  while (end > value && scan::is_space(message[end - 1])) --end;
  const Slice name_slice = Slice::between(line, colon);
  const Slice value_slice = Slice::between(value, end);
  table_.add(name_slice, value_slice);
  return recognise(message, name_slice.of(message.data()), value_slice.of(message.data()));
}

ParseError FieldSection::recognise(std::string_view message, std::string_view name,
                                   std::string_view value) {
  switch (name.size()) {
    case 4:
      if (!same_token(name, "host")) break;
      // RFC 9112 §3.2; in a reply it has no meaning, but a second one breaks RFC 9110 §5.3 there
      // too.
      if (known_.has_host) return ParseError::bad_host;
      known_.has_host = true;
      known_.host =
          Slice::between(static_cast<std::size_t>(value.data() - message.data()),
                         static_cast<std::size_t>(value.data() - message.data()) + value.size());
      break;
    case 6:
      if (same_token(name, "expect")) take_expect(known_, value);
      break;
    case 10:
      if (same_token(name, "connection")) take_connection(known_, value);
      break;
    case 14:
      if (same_token(name, "content-length")) return take_content_length(known_, value);
      break;
    case 17:
      if (same_token(name, "transfer-encoding")) return take_transfer_encoding(known_, value);
      break;
    default:
      break;
  }
  return ParseError::none;
}

}  // namespace tiga::http
