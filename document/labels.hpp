// Where the labels of a document stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

/// "Result", "Note", "Warning".
std::string_view label_of(Callout::Kind kind, const Labels& labels);

/// The mark of a field that is not known; `Labels::unknown` explains it below the table.
inline constexpr std::string_view unknown_sign = "–";

/// Whether a field of the table is not known.
bool has_unknown(const Table& table);

/// Why a figure has no chart, as a sentence.
std::string why_absent(const Figure& figure, const Labels& labels);

/// Numbers the tables and figures of a document in their order.
struct Numbering {
  std::size_t tables = 0;
  std::size_t figures = 0;
};

/// "Table 3."; increments the number.
std::string next_label(const Table& table, const Labels& labels, Numbering& numbering);
std::string next_label(const Figure& figure, const Labels& labels, Numbering& numbering);

}  // namespace tiga::document
