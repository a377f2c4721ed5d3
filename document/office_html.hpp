// Writes a document as HTML that a converter turns into a file for word processors: no style, no
// script, charts by the names of their files.
#pragma once

#include <string>

#include "document/document.hpp"
#include "document/office_format.hpp"

namespace tiga::document {

/// HTML for pandoc's reader, which knows neither CSS nor scripts: captions have the format's own
/// styles, and each table its columns' widths, since a converter does not look at the texts. A
/// figure is charts/ID.png. Its description is the alternative text, and in ODT, which pandoc
/// writes without alternative texts, a paragraph below the caption. Tables and figures have the
/// same numbers as in the HTML page. Throws std::out_of_range if a row is shorter than its table's
/// columns.
std::string to_office_html(const Document& document, OfficeFormat format);

}  // namespace tiga::document
