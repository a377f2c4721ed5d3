#include "audit/markup/extract.hpp"

#include <algorithm>
#include <array>

#include "audit/markup/text.hpp"
#include "common/text.hpp"

namespace tiga::audit::markup {

void Extract::add_line(std::string_view line, std::size_t of_file) {
  text += with_spaces(line);
  text += '\n';
  lines.push_back(of_file);
}

bool is_page(std::string_view text) {
  std::string_view begin = trimmed(text);
  while (begin.starts_with("<!--")) {
    const std::size_t end = begin.find("-->");
    begin = trimmed(begin.substr(end == std::string_view::npos ? begin.size() : end + 3));
  }
  constexpr std::size_t longest_tag = 14;
  const std::string lower = common::lower_case(begin.substr(0, longest_tag));
  constexpr auto tags = std::to_array<std::string_view>(
      {"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<style", "<?xml"});
  return std::ranges::any_of(tags, [&](std::string_view tag) { return lower.starts_with(tag); });
}

std::size_t Extract::line_of_file(std::size_t line) const {
  return line == 0 || line > lines.size() ? line : lines[line - 1];
}

}  // namespace tiga::audit::markup
