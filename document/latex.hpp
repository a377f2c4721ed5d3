// Parts of a document as LaTeX. What is made needs the package booktabs and UTF-8 input.
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

}  // namespace tiga::document
