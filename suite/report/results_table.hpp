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

/// A column of tables/*.csv, which has its unit and format, as people read it.
struct ResultColumn {
  std::string_view field;  ///< its name in the file
  text::Message heading;   ///< of page and Markdown: "Time taken (s)"
  text::Message narrow;    ///< of LaTeX: broken where it would make the column wide
  std::string_view brief;  ///< of the terminal: "time s"
  std::size_t width;       ///< on the terminal
};

/// In the order of the file.
std::span<const ResultColumn> result_columns();

/// What stands before the throughput of a row: whether it is a lower bound; "" where it is none.
std::string_view bound_sign(const analysis::ResultRow& entry, std::string_view at_least,
                            std::string_view unknown);

/// What is published beside a row.
struct PublishedFigure {
  records::Real per_second;
  bool without_replies = false;
  records::Real ratio;  ///< the measured over the published
};

PublishedFigure published_beside(const ReportInput& input, const analysis::ResultTable& table,
                                 const analysis::ResultRow& entry);

/// The table; `headings` are narrow or not. Before a throughput stands `at_least` where it is a
/// lower bound, "? " where that is not known.
document::Table results_table(const ReportInput& input, const analysis::ResultTable& table,
                              text::Message ResultColumn::*headings, std::string_view at_least);

/// For the terminal, in English; with what is published where the plan names a report.
std::string results_text(const ReportInput& input, const analysis::ResultTable& table);

/// A heading, the table, and what it is of.
std::string results_markdown(const ReportInput& input, const analysis::ResultTable& table);

}  // namespace tiga::suite::report
