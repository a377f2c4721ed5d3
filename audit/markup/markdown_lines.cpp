#include "audit/markup/markdown_lines.hpp"

#include <algorithm>
#include <array>

#include "audit/markup/text.hpp"

namespace tiga::audit::markup {
namespace {

// The length of an item's mark at the begin of a line; 0 if there is none.
std::size_t bullet_at(std::string_view line) {
  constexpr auto marks = std::to_array<std::string_view>(
      {"-", "*", "+", "\xE2\x80\xA2", "\xE2\x80\x93", "\xE2\x97\xA6", "\xC2\xB7"});
  for (const std::string_view mark : marks) {
    if (line.starts_with(mark)) {
      return mark.size();
    }
  }
  const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
  if (hashes > 0) {
    return hashes <= 6 ? hashes : 0;
  }
  constexpr std::size_t most_digits = 3;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool is_numbered = digits > 0 && digits <= most_digits && digits < line.size() &&
                           (line[digits] == '.' || line[digits] == ')');
  return is_numbered ? digits + 1 : 0;
}

}  // namespace

std::string_view without_quote(std::string_view line) {
  for (std::string_view rest = trimmed(line); rest.starts_with('>'); rest = trimmed(line)) {
    line = rest.substr(1);
    if (line.starts_with(' ')) {
      line.remove_prefix(1);
    }
  }
  return line;
}

std::string_view without_bullet(std::string_view line) {
  std::string_view text = trimmed(line);
  const std::size_t length = bullet_at(text);
  const bool is_item = length > 0 && length < text.size() && text[length] == ' ';
  if (!is_item) {
    return line;
  }
  text = trimmed(text.substr(length));
  for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {  // a list of tasks
    if (text.starts_with(box)) {
      text.remove_prefix(box.size());
    }
  }
  return text;
}

bool is_fence(std::string_view line) {
  line = trimmed(line);
  return line.starts_with("```") || line.starts_with("~~~");
}

}  // namespace tiga::audit::markup
