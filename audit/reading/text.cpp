#include "audit/reading/text.hpp"

#include <array>

namespace tiga::audit::reading {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";
// NO-BREAK SPACE, THIN SPACE, NARROW NO-BREAK SPACE, FIGURE SPACE
constexpr std::array<std::string_view, 4> wide_blanks = {"\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF",
                                                         "\xE2\x80\x87"};
constexpr std::string_view minus = "\xE2\x88\x92";

std::size_t blank_at(std::string_view text) {
  if (blanks.find(text[0]) != std::string_view::npos) {
    return 1;
  }
  for (const std::string_view blank : wide_blanks) {
    if (text.starts_with(blank)) {
      return blank.size();
    }
  }
  return 0;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string plain(std::string_view text) {
  std::string out;
  bool blank_before = false;
  while (!text.empty()) {
    if (const std::size_t blank = blank_at(text); blank > 0) {
      blank_before = !out.empty();
      text.remove_prefix(blank);
      continue;
    }
    if (blank_before) {
      out += ' ';
      blank_before = false;
    }
    const bool is_minus = text.starts_with(minus);
    out += is_minus ? '-' : text[0];
    text.remove_prefix(is_minus ? minus.size() : 1);
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

}  // namespace tiga::audit::reading
