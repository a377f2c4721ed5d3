// The fixed texts of a page in its language.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

struct Labels {
  std::string_view skip;      ///< the link that skips the head
  std::string_view opening;   ///< the name of the opening
  std::string_view contents;  ///< the name of the list of sections
  std::string_view sort;      ///< the action of a column's button
  std::string_view table;     ///< before a table's number
  std::string_view figure;
  std::string_view row;  ///< after a count: singular, plural
  std::string_view rows;
  std::string_view no_rows;
  std::string_view unknown;
  std::string_view no_chart;  ///< a sentence
  std::string_view result;
  std::string_view note;
  std::string_view warning;
};

/// The texts of a language (BCP 47); English for an unknown one.
const Labels& labels_of(std::string_view language);

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
