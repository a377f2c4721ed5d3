// A document as Markdown, also readable as it is.
#pragma once

#include <string>

#include "document/document.hpp"

namespace tiga::document {

/// GitHub-flavoured Markdown. A figure's chart is charts/ID.svg beside the file, with its
/// description as the text that stands for it; one without a chart (Figure::absent) says why.
/// Folded tables are shown in full. Tables and figures have the numbers that they have in the HTML
/// page. Throws std::out_of_range where a row is shorter than its table's columns.
std::string to_markdown(const Document& document);

}  // namespace tiga::document
