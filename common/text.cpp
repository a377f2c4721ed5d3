#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace tiga::common {
namespace {

struct Escape {
  char letter;
  std::string_view written;
};

constexpr auto escapes = std::to_array<Escape>(
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}});

// Bytes of the character that the text begins with if neither HTML nor XML may hold it, else 0:
// control characters, and U+FFFE and U+FFFF (XML 1.0 §2.2).
std::size_t size_of_forbidden(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  const bool control = (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f;
  const bool none = text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
  return control ? 1 : none ? 3 : 0;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto* const escape = std::ranges::find(escapes, text.front(), &Escape::letter);
    const std::size_t forbidden = size_of_forbidden(text);
    if (escape != escapes.end()) {
      out += escape->written;
    } else if (forbidden > 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD
    } else {
      out += text.front();
    }
    text.remove_prefix(std::max<std::size_t>(forbidden, 1));
  }
  return out;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::for_each(lower, [](char& letter) {
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return lower;
}

std::string_view trimmed(std::string_view text, std::string_view bytes) {
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(bytes)));
  return text.substr(0, text.find_last_not_of(bytes) + 1);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char letter) { return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U; }));
}

std::vector<std::string_view> words_between_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string_view> words;
  while (true) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
    if (text.empty()) {
      return words;
    }
    words.push_back(text.substr(0, text.find_first_of(blanks)));
    text.remove_prefix(words.back().size());
  }
}

std::string wrap(const std::vector<std::string_view>& words, const Margins& margins,
                 const FirstWord& first_word) {
  std::string out;
  std::string line(margins.first);
  bool begins = true;
  for (const std::string_view word : words) {
    if (!begins && characters(line) + 1 + characters(word) > margins.width) {
      out += line + '\n';
      line = margins.indent;
      begins = true;
    }
    if (begins) {
      line += first_word ? first_word(word) : std::string(word);
    } else {
      line += ' ' + std::string(word);
    }
    begins = false;
  }
  return out + line + '\n';
}

}  // namespace tiga::common
