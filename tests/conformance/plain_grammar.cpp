#include "tests/conformance/plain_grammar.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace tiga::conformance::grammar {
namespace {

bool is_one_of(char byte, std::string_view set) { return set.find(byte) != std::string_view::npos; }

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

bool is_token_byte(char byte) {
  return is_digit(byte) || is_letter(byte) || is_one_of(byte, "!#$%&'*+-.^_`|~");
}

bool is_field_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return byte == '\t' || (value >= 0x20 && value != 0x7f);
}

bool is_unreserved_or_sub_delim(char byte) {
  return is_digit(byte) || is_letter(byte) || is_one_of(byte, "-._~!$&'()*+,;=");
}

// Each byte is in `set`, unreserved or a sub-delim, or a part of a percent-encoded byte.
bool is_encoded_text(std::string_view text, std::string_view set) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      if (at + 2 >= text.size() || !is_hex_digit(text[at + 1]) || !is_hex_digit(text[at + 2])) {
        return false;
      }
      at += 2;
    } else if (!is_unreserved_or_sub_delim(text[at]) && !is_one_of(text[at], set)) {
      return false;
    }
  }
  return true;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && is_blank(text.front())) {
    text.remove_prefix(1);
  }
}

bool take(std::string_view& text, char byte) {
  const bool there = !text.empty() && text.front() == byte;
  text.remove_prefix(there ? 1 : 0);
  return there;
}

bool take_token(std::string_view& text) {
  const std::size_t before = text.size();
  while (!text.empty() && is_token_byte(text.front())) {
    text.remove_prefix(1);
  }
  return text.size() < before;
}

// RFC 9110 §5.6.4.
bool take_quoted_string(std::string_view& text) {
  if (!take(text, '"')) {
    return false;
  }
  while (!text.empty()) {
    if (take(text, '"')) {
      return true;
    }
    take(text, '\\');  // the next byte is quoted, whatever it is
    if (text.empty() || !is_field_byte(text.front())) {
      return false;
    }
    text.remove_prefix(1);
  }
  return false;
}

bool is_ipv4(std::string_view text) {
  const std::vector<std::string> parts = split(text, '.');
  return parts.size() == 4 && std::ranges::all_of(parts, [](const std::string& part) {
           const bool leading_zero = part.size() > 1 && part.front() == '0';
           return part.size() <= 3 && is_number(part) && !leading_zero && std::stoi(part) <= 255;
         });
}

// The number of 16-bit groups in a part of an IPv6 address; 9, more than any has, where it is
// malformed. An IPv4 address can stand at the end.
std::size_t count_groups(std::string_view text, bool is_the_end) {
  constexpr std::size_t malformed = 9;
  if (text.empty()) {
    return 0;
  }
  const std::vector<std::string> parts = split(text, ':');
  std::size_t groups = 0;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::string& part = parts[index];
    if (is_the_end && index + 1 == parts.size() && is_ipv4(part)) {
      groups += 2;
    } else if (!part.empty() && part.size() <= 4 && std::ranges::all_of(part, is_hex_digit)) {
      ++groups;
    } else {
      return malformed;
    }
  }
  return groups;
}

bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    return !text.empty() && count_groups(text, true) == 8;
  }
  return count_groups(text.substr(0, gap), false) + count_groups(text.substr(gap + 2), true) <= 7;
}

// "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
bool is_ip_future(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || lower(text.substr(0, 1)) != "v") {
    return false;
  }
  const std::string_view address = text.substr(dot + 1);
  return !address.empty() && std::ranges::all_of(text.substr(1, dot - 1), is_hex_digit) &&
         std::ranges::all_of(
             address, [](char byte) { return byte == ':' || is_unreserved_or_sub_delim(byte); });
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_byte);
}

bool is_field_text(std::string_view text) { return std::ranges::all_of(text, is_field_byte); }

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte > 0x20 && byte < 0x7f; });
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_hex_digit(char byte) { return is_digit(byte) || is_one_of(byte, "abcdefABCDEF"); }

bool is_uri_text(std::string_view text) { return is_encoded_text(text, ":@/?"); }

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& byte : lowered) {
    if (byte >= 'A' && byte <= 'Z') {
      byte = static_cast<char>(byte - 'A' + 'a');
    }
  }
  return lowered;
}

std::string trim(std::string_view text) {
  skip_blanks(text);
  while (!text.empty() && is_blank(text.back())) {
    text.remove_suffix(1);
  }
  return std::string(text);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

bool are_chunk_extensions(std::string_view text) {
  while (!text.empty()) {
    skip_blanks(text);
    if (!take(text, ';')) {
      return false;
    }
    skip_blanks(text);
    if (!take_token(text)) {
      return false;
    }
    std::string_view after = text;
    skip_blanks(after);
    if (!take(after, '=')) {
      continue;
    }
    text = after;
    skip_blanks(text);
    if (!take_token(text) && !take_quoted_string(text)) {
      return false;
    }
  }
  return true;
}

Authority read_authority(std::string_view text) {
  Authority authority;
  const bool is_literal = text.starts_with('[');
  std::size_t end = is_literal ? text.find(']') : text.find(':');
  if (end == std::string_view::npos) {
    if (is_literal) {
      return authority;
    }
    end = text.size();
  }
  if (is_literal) {
    const std::string_view address = text.substr(1, end - 1);
    authority.ip_future = is_ip_future(address);
    authority.valid = authority.ip_future || is_ipv6(address);
    ++end;
  } else {
    authority.valid = is_encoded_text(text.substr(0, end), "");
  }
  authority.host = text.substr(0, end);
  std::string_view rest = text.substr(end);
  if (take(rest, ':')) {
    authority.port = rest;
    authority.valid = authority.valid && (rest.empty() || is_number(rest));
  } else {
    authority.valid = authority.valid && rest.empty();
  }
  return authority;
}

}  // namespace tiga::conformance::grammar
