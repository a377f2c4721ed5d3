// Writes a document as HTML that a converter turns into a file for word processors: no style, no
// script, charts by the names of their files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"

namespace tiga::document {

/// What the converter makes of the HTML.
enum class OfficeFormat { docx, odt };

/// The name on a command line and of a file: "docx".
std::string_view name_of(OfficeFormat format);

/// The names of all formats.
const std::vector<std::string>& office_formats();

/// The format of that name. Throws std::invalid_argument if there is none.
OfficeFormat office_format(std::string_view name);

/// HTML for pandoc's reader, which knows neither CSS nor scripts: captions have the format's own
/// styles, and each table its columns' widths, since a converter does not look at the texts. A
/// figure is charts/ID.png. Its description is the alternative text, and in ODT, which pandoc
/// writes without alternative texts, a paragraph below the caption. Tables and figures have the
/// same numbers as in the HTML page. Throws std::out_of_range if a row is shorter than its table's
/// columns.
std::string to_office_html(const Document& document, OfficeFormat format);

/// Width of each column in percent of the text's, together at most 100. A table that fits gets
/// what its longest texts need; in a wider one no word is broken as long as there is room.
std::vector<double> column_widths(const Table& table);

}  // namespace tiga::document
