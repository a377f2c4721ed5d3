// Writes a document, or parts of one, as LaTeX. The result needs the package booktabs and UTF-8
// input; with figures also graphicx.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace tiga::document {

/// The text escaped for LaTeX, on one line.
std::string latex_text(std::string_view text);

/// A list with one item for each text; "" without items.
std::string latex_items(const std::vector<std::string>& items);

/// A table of booktabs with \label{tab:ID}, for use with \input; `notes` follow below it. A line
/// end in a column's title breaks the heading. Throws std::out_of_range if a row is shorter than
/// the columns.
std::string to_latex(const Table& table, const std::vector<std::string>& notes = {});

/// The opening and the sections, without a preamble. A figure is charts/ID.pdf in the folder of the
/// file, \label{fig:ID}; one without a chart (Figure::absent) says why. LaTeX numbers tables and
/// figures.
std::string to_latex(const Document& document);

}  // namespace tiga::document
