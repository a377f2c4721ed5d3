// Writes a document as Markdown that is also readable as plain text.
#pragma once

#include <string>

#include "document/document.hpp"

namespace tiga::document {

/// GitHub-flavoured Markdown. A figure's chart is charts/ID.svg in the folder of the file, with its
/// description as the alternative text; one without a chart (Figure::absent) says why. Collapsed
/// tables are shown in full. Tables and figures have the same numbers as in the HTML page. Throws
/// std::out_of_range if a row is shorter than its table's columns.
std::string to_markdown(const Document& document);

}  // namespace tiga::document
