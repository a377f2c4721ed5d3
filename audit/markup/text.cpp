#include "audit/markup/text.hpp"

#include <algorithm>

#include "common/text.hpp"

namespace tiga::audit::markup {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";
constexpr std::string_view minus = "\xE2\x88\x92";
constexpr std::string_view apostrophe = "\xE2\x80\x99";

// The length of a blank that is not ASCII: a no-break space, those from U+2000 EN QUAD to U+200A
// HAIR SPACE, U+202F, U+205F and U+3000.
std::size_t wide_blank_at(std::string_view text) {
  if (text.starts_with("\xC2\xA0")) {
    return 2;
  }
  const bool is_general = text.starts_with("\xE2\x80") && text.size() > 2;
  const auto last = static_cast<unsigned char>(is_general ? text[2] : 0);
  const bool is_blank = (is_general && last >= 0x80 && last <= 0x8A) || last == 0xAF ||
                        text.starts_with("\xE2\x81\x9F") || text.starts_with("\xE3\x80\x80");
  return is_blank ? 3 : 0;
}

// Characters that are not seen: U+200B to U+200F, U+2060, U+FEFF.
bool is_invisible(std::string_view text) {
  const bool is_mark = text.starts_with("\xE2\x80") && text.size() > 2 &&
                       static_cast<unsigned char>(text[2]) >= 0x8B &&
                       static_cast<unsigned char>(text[2]) <= 0x8F;
  return is_mark || text.starts_with("\xE2\x81\xA0") || text.starts_with("\xEF\xBB\xBF");
}

bool is_ascii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }

std::size_t blank_at(std::string_view text) {
  if (is_ascii(text[0])) {
    return blanks.find(text[0]) != std::string_view::npos ? 1 : 0;
  }
  return wide_blank_at(text);
}

}  // namespace

std::string_view trimmed(std::string_view text) { return common::trimmed(text, blanks); }

std::string plain(std::string_view text) {
  if (std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < 0x7F; })) {
    return std::string(text);
  }
  std::string out;
  bool blank_before = false;
  while (!text.empty()) {
    if (const std::size_t blank = blank_at(text); blank > 0) {
      blank_before = !out.empty();
      text.remove_prefix(blank);
      continue;
    }
    const bool one_byte = is_ascii(text[0]);
    if (!one_byte && is_invisible(text)) {
      text.remove_prefix(3);
      continue;
    }
    if (blank_before) {
      out += ' ';
      blank_before = false;
    }
    const bool is_minus = !one_byte && text.starts_with(minus);
    const bool is_apostrophe = !one_byte && text.starts_with(apostrophe);
    out += is_minus ? '-' : is_apostrophe ? '\'' : text[0];
    text.remove_prefix(is_minus || is_apostrophe ? 3 : 1);
  }
  return out;
}

std::string with_spaces(std::string_view text) {
  if (std::ranges::all_of(text, is_ascii)) {
    return std::string(text);
  }
  std::string out;
  while (!text.empty()) {
    const std::size_t blank = wide_blank_at(text);
    out += blank > 0 ? ' ' : text[0];
    text.remove_prefix(std::max<std::size_t>(blank, 1));
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    out += byte < 0x20 || byte == 0x7F ? ' ' : letter;
    if (out.size() >= most && (byte & 0xC0U) != 0x80U) {
      out.pop_back();
      return out + "...";
    }
  }
  return out;
}

}  // namespace tiga::audit::markup
