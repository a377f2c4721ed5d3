// The results of one arm as a table: its columns are described once, for terminal, page, Markdown
// and LaTeX.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "suite/report/report_input.hpp"
#include "suite/text/tr.hpp"

namespace tiga::suite::report {

/// How a column of tables/*.csv is presented. records::table_columns() has its unit and format.
struct ResultColumn {
  std::string_view field;  ///< its name in the file
  text::Message heading;   ///< on the page and in Markdown: "Time taken (s)"
  text::Message narrow;    ///< in LaTeX: with line breaks, to keep the column narrow
  std::string_view brief;  ///< on the terminal: "time s"
  std::size_t width;       ///< on the terminal
};

/// In the order of the file.
std::span<const ResultColumn> result_columns();

/// The sign before the throughput of a row: `at_least` if it is a lower bound, `unknown` if that is
/// not known, else "".
std::string_view bound_sign(const analysis::ResultRow& entry, std::string_view at_least,
                            std::string_view unknown);

/// The published throughput beside a row, with the ratio to it.
struct PublishedFigure {
  records::Real per_second;
  bool without_replies = false;
  records::Real ratio;  ///< measured / published
};

PublishedFigure published_beside(const ReportInput& input, const analysis::ResultTable& table,
                                 const analysis::ResultRow& entry);

/// The table with headings of one kind; `at_least` is the sign before lower bounds.
document::Table results_table(const ReportInput& input, const analysis::ResultTable& table,
                              text::Message ResultColumn::*headings, std::string_view at_least);

/// The table for the terminal, in English. Includes the published figures if the plan names a
/// report.
std::string results_text(const ReportInput& input, const analysis::ResultTable& table);

/// The table in Markdown, with a heading and a caption.
std::string results_markdown(const ReportInput& input, const analysis::ResultTable& table);

}  // namespace tiga::suite::report
