// Writes a document as one HTML file that needs no other file.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

/// The text of the SVG of a figure; `nullopt` if it could not be drawn.
using FigureSource = std::function<std::optional<std::string>(const std::string& id)>;

/// The page. `page_template` is plots/page.html: head, style and script, with a {{placeholder}} for
/// each part. Charts are included as inline SVG; a figure without one says why (Figure::absent) and
/// shows its description. Tables and figures are numbered in order. A reader can sort a table if it
/// has a numeric column and two rows. The same document gives the same bytes. Throws
/// std::invalid_argument if the template does not fit, std::out_of_range if a row is shorter than
/// its table's columns.
std::string to_html(const Document& document, std::string_view page_template,
                    const FigureSource& svg_of);

}  // namespace tiga::document
