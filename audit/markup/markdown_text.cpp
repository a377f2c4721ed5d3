// The text of Markdown, without its marks.
#include <string>

#include "audit/markup/extract.hpp"
#include "audit/markup/markdown_lines.hpp"
#include "audit/markup/tags.hpp"
#include "audit/markup/text.hpp"
#include "common/text.hpp"

namespace tiga::audit::markup {
namespace {

bool is_blank_at(std::string_view line, std::size_t at) {
  return at >= line.size() || line[at] == ' ' || line[at] == '\t';
}

// Emphasis begins before a letter or ends after one; "** SIEGE" and "5 * 3" are none.
std::string without_emphasis(std::string_view line) {
  if (line.find('*') == std::string_view::npos && line.find('`') == std::string_view::npos) {
    return std::string(line);
  }
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && (line[end] == '*' || line[end] == '`')) {
      ++end;
    }
    const bool is_mark =
        end > at && (!is_blank_at(line, end) || (at > 0 && !is_blank_at(line, at - 1)));
    if (end > at) {
      text += is_mark ? std::string_view() : line.substr(at, end - at);
      at = end;
    } else {
      text += line[at++];
    }
  }
  return text;
}

class MarkdownText {
 public:
  Extract read(std::string_view text) {
    for (const std::string_view line : lines_of(text)) {
      ++number_;
      take(line);
    }
    return std::move(extract_);
  }

 private:
  void take(std::string_view whole) {
    const std::string_view line = without_quote(whole);
    if (is_fence(line)) {
      in_fence_ = !in_fence_;
      extract_.add_line("", number_);
    } else if (in_fence_) {
      extract_.add_line(line, number_);
    } else if (is_in_table(line) || trimmed(line).starts_with('|')) {
      extract_.add_line("", number_);
    } else {
      add_without_tags(without_emphasis(without_bullet(line)));
    }
  }

  // Whether a line belongs to a table in HTML, which is read as such.
  bool is_in_table(std::string_view line) {
    if (line.find('<') == std::string_view::npos) {
      return in_table_;
    }
    const std::string lower = common::lower_case(line);
    const std::size_t begin = lower.rfind("<table");
    const std::size_t end = lower.rfind("</table");
    const bool was = in_table_;
    if (begin != std::string::npos || end != std::string::npos) {
      in_table_ = end == std::string::npos || (begin != std::string::npos && begin > end);
    }
    return was || in_table_ || begin != std::string::npos;
  }

  void add_without_tags(std::string_view line) {
    if (line.find('<') == std::string_view::npos && line.find('&') == std::string_view::npos) {
      extract_.add_line(line, number_);
      return;
    }
    std::string text;
    TagScanner tags;
    while (!line.empty()) {
      std::size_t length = line[0] == '<' ? tags.tag_at(line) : 0;
      if (length > 0 && ends_line(tag_name(line.substr(0, length)))) {
        extract_.add_line(text, number_);
        text.clear();
      } else if (length == 0) {
        const Entity entity = line[0] == '&' ? entity_at(line) : Entity{};
        text += entity.length > 0 ? std::string_view(entity.text) : line.substr(0, 1);
        length = entity.length > 0 ? entity.length : 1;
      }
      line.remove_prefix(length);
    }
    extract_.add_line(text, number_);
  }

  std::size_t number_ = 0;
  bool in_fence_ = false;
  bool in_table_ = false;
  Extract extract_;
};

}  // namespace

Extract text_of_markdown(std::string_view text) { return MarkdownText().read(text); }

}  // namespace tiga::audit::markup
