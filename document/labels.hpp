// Where the labels of a document stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

/// "Result", "Note", "Warning".
std::string_view label_of(Callout::Kind kind, const Labels& labels);

/// What stands for a field that is not known; `Labels::unknown` says so below the table.
inline constexpr std::string_view unknown_sign = "–";

/// Whether a field of the table is not known.
bool has_unknown(const Table& table);

/// Why a figure has no chart, as a sentence.
std::string why_absent(const Figure& figure, const Labels& labels);

/// Tables and figures are counted through a document in the order in which they stand.
struct Numbering {
  std::size_t tables = 0;
  std::size_t figures = 0;
};

/// "Table 3.", counting on.
std::string next_label(const Table& table, const Labels& labels, Numbering& numbering);
std::string next_label(const Figure& figure, const Labels& labels, Numbering& numbering);

}  // namespace tiga::document
