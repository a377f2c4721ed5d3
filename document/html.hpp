// A document as one HTML file that needs nothing beside it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

/// The text of the SVG of a figure; `nullopt` if it could not be drawn.
using FigureSource = std::function<std::optional<std::string>(const std::string& id)>;

/// The page. `page_template` is plots/page.html: head, style and script, with a {{place}} for each
/// part. Charts are taken in as inline SVG; a figure without one says why (Figure::absent) and
/// shows its description. Tables and figures are numbered as they come. A table can be sorted by
/// its reader if it has a numeric column and two rows. The same document gives the same bytes.
/// Throws std::invalid_argument where the template does not fit, std::out_of_range where a row is
/// shorter than its table's columns.
std::string to_html(const Document& document, std::string_view page_template,
                    const FigureSource& svg_of);

}  // namespace tiga::document
