// Writes plain text within Markdown: escaped only where it would be read as markup, so that it
// stays readable.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tiga::document {

/// Text within a line; runs of blanks and line ends become one blank.
std::string markdown_text(std::string_view text);

/// Text of a table's cell.
std::string markdown_cell(std::string_view text);

/// Text between the brackets of an image.
std::string markdown_alternative(std::string_view text);

/// A paragraph, ended by a line end, in lines of up to `width` characters, broken at blanks. Each
/// line starts with `indent`, the first with `first`.
std::string markdown_lines(std::string_view text, std::string_view first, std::string_view indent,
                           std::size_t width = 100);

}  // namespace tiga::document
