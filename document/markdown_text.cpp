#include "document/markdown_text.hpp"

#include <fmt/format.h>

#include "common/text.hpp"

namespace tiga::document {
namespace {

bool is_one_of(char letter, std::string_view letters) {
  return letters.find(letter) != std::string_view::npos;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_letter(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || byte >= 0x80;
}

bool is_word(char letter) { return is_letter(letter) || is_digit(letter); }

std::string one_line(std::string_view text) {
  return fmt::format("{}", fmt::join(common::words_between_blanks(text), " "));
}

// Whether the character at that position would be read as markup.
bool is_markup(std::string_view text, std::size_t at) {
  const char before = at > 0 ? text[at - 1] : ' ';
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (text[at]) {
    case '\\':
    case '`':
    case '~':
    case '$':
      return true;
    case '*':  // "2 * 3" stays
      return before != ' ' || after != ' ';
    case '_':  // async_server stays
      return !is_word(before) || !is_word(after);
    case ']':  // [1.22, 1.35] stays, [a](b) and [a]: b are links
      return is_one_of(after, "([:");
    case '<':
      return is_letter(after) || is_one_of(after, "/!?");
    case '&':
      return is_letter(after) || after == '#';
    default:
      return false;
  }
}

std::string escape(std::string_view text, std::string_view also = "") {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_markup(text, at) || is_one_of(text[at], also)) {
      out += '\\';
    }
    out += text[at];
  }
  return out;
}

// The same for the first word of a line, which could start a heading, a list, a quotation or a
// rule.
std::string escape_first(std::string_view text) {
  std::string word(text);
  if (word.empty()) {
    return word;
  }
  const std::size_t digits = word.find_first_not_of("0123456789");
  if (digits > 0 && digits == word.size() - 1 && is_one_of(word.back(), ".)")) {
    return word.insert(digits, "\\");  // "1."
  }
  const bool box = word == "[" || word == "[x]" || word == "[X]";  // of a task list
  const bool only_one_sign =
      is_one_of(word.front(), "-+*=#") && word.find_first_not_of(word.front()) == std::string::npos;
  if (box || only_one_sign || is_one_of(word.front(), ">|")) {
    word.insert(0, "\\");
  }
  return word;
}

}  // namespace

std::string markdown_text(std::string_view text) { return escape(one_line(text)); }

std::string markdown_cell(std::string_view text) { return escape(one_line(text), "|"); }

std::string markdown_alternative(std::string_view text) { return escape(one_line(text), "[]"); }

std::string markdown_lines(std::string_view text, std::string_view first, std::string_view indent,
                           std::size_t width) {
  const std::string escaped = markdown_text(text);
  return common::wrap(common::words_between_blanks(escaped),
                      {.first = first, .indent = indent, .width = width}, escape_first);
}

}  // namespace tiga::document
