// Tables in the HTML that a converter turns into a file for word processors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "document/office_format.hpp"

namespace tiga::document {

/// A paragraph of a style by its name; `content` is HTML.
std::string styled_paragraph(std::string_view style, std::string_view content);

/// "<strong>LABEL</strong> TEXT", escaped.
std::string labelled_text(std::string_view label, std::string_view text);

/// Width of each column in percent of the text's, together at most 100. A table that fits gets
/// what its longest texts need; in a wider one no word is broken as long as there is room.
std::vector<double> column_widths(const Table& table);

/// Of a table whose texts do not fit beside each other.
struct TableNote {
  std::string label;  ///< "Reason 1": the title of the column, and what its fields say instead
  std::string text;
};

/// Takes long remarks out of a table that is too wide for a line: each different one becomes a
/// note, and the fields have its number. Columns with links stay as they are.
std::vector<TableNote> take_notes(Table& table);

/// The table with its widths, and below it what its signs mean. `label`: "Table 3.". Throws
/// std::out_of_range if a row is shorter than the columns.
std::string office_table(const Table& table, std::string_view label, const Labels& labels,
                         OfficeFormat format);

}  // namespace tiga::document
