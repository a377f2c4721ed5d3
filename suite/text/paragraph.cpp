#include "suite/text/paragraph.hpp"

#include <algorithm>
#include <vector>

#include "common/text.hpp"

namespace tiga::suite::text {
namespace {

constexpr std::size_t page_width = 100;

// The next word; a percent sign belongs to the word before it.
std::string_view first_word(std::string_view text) {
  std::size_t end = text.find(' ');
  if (text.substr(std::min(end, text.size())).starts_with(" %")) {
    end = text.find(' ', end + 1);
  }
  return text.substr(0, end);
}

}  // namespace

std::string paragraph(std::string_view text, std::string_view first, std::string_view next) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    words.push_back(first_word(text));
    text.remove_prefix(std::min(text.size(), words.back().size() + 1));
  }
  return common::wrap(words, {.first = first, .indent = next, .width = page_width});
}

std::string note(std::string_view text) { return paragraph(text, "  - ", "    "); }

}  // namespace tiga::suite::text
