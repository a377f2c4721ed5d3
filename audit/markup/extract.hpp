// Text that stands in a page or a document: what a terminal showed, or CSV.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::audit::markup {

/// Lines of text, each ended by LF, with spaces for all blanks, and the line of the file that each
/// comes from.
struct Extract {
  std::string text;
  std::vector<std::size_t> lines;  ///< from 1

  void add_line(std::string_view line, std::size_t of_file);
  /// The line of the file of a line of the text, both from 1; 0 stays 0.
  std::size_t line_of_file(std::size_t line) const;
};

/// Whether a text begins as an HTML page. Text and Markdown may have tags in them, too.
bool is_page(std::string_view text);

/// The text of an HTML page: tags, comments, scripts and styles left out, entities decoded, a new
/// line at `<br>`, at the end of a paragraph and of a cell, and at each line of the file.
Extract text_of_page(std::string_view html);

/// The text of Markdown, and of a terminal's log: without the marks of quotes, lists, headings,
/// emphasis and code, without pipe tables and HTML tables. Within fences lines stay as they are.
Extract text_of_markdown(std::string_view text);

}  // namespace tiga::audit::markup
