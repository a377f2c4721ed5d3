#include "suite/text/paragraph.hpp"

#include <algorithm>

namespace tiga::suite::text {
namespace {

constexpr std::size_t page_width = 100;

// Columns that UTF-8 text takes: its octets but for continuations.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U; }));
}

// The next word; a per cent sign is no word of its own.
std::string_view first_word(std::string_view text) {
  std::size_t end = text.find(' ');
  if (text.substr(std::min(end, text.size())).starts_with(" %")) {
    end = text.find(' ', end + 1);
  }
  return text.substr(0, end);
}

}  // namespace

std::string paragraph(std::string_view text, std::string_view first, std::string_view next) {
  std::string out;
  std::string line(first);
  bool begun = false;
  while (!text.empty()) {
    const std::string_view word = first_word(text);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (begun && width(line) + 1 + width(word) > page_width) {
      out += line + '\n';
      line = next;
      begun = false;
    }
    line += (begun ? " " : "") + std::string(word);
    begun = true;
  }
  return out + line + '\n';
}

std::string note(std::string_view text) { return paragraph(text, "  - ", "    "); }

}  // namespace tiga::suite::text
