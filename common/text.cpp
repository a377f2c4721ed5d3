#include "common/text.hpp"

#include <algorithm>

namespace tiga::common {
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

std::vector<std::string_view> split(std::string_view text, char between) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
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
