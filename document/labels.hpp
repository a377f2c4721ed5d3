// What a page says of itself, in the language it is in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "document/document.hpp"

namespace tiga::document {

struct Labels {
  std::string_view skip;      ///< the link past the head
  std::string_view opening;   ///< names the opening
  std::string_view contents;  ///< names the list of sections
  std::string_view sort;      ///< what a column's button does
  std::string_view table;     ///< before a table's number
  std::string_view figure;
  std::string_view row;  ///< after a count: one, more
  std::string_view rows;
  std::string_view no_rows;
  std::string_view unknown;
  std::string_view no_chart;  ///< a sentence
  std::string_view result;
  std::string_view note;
  std::string_view warning;
};

/// Those of a language (BCP 47); English for one that is not known.
const Labels& labels_of(std::string_view language);

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
