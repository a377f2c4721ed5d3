// Text and tables as LaTeX takes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite::report {

/// The text as LaTeX prints it.
std::string tex_escape(std::string_view text);

/// A row of a tabular from fields that are LaTeX already.
std::string tex_row(const std::vector<std::string>& fields);

/// A table of booktabs, to be taken in with \input.
struct TexTable {
  std::string label;                    ///< of \label{tab:LABEL}
  std::string caption;                  ///< plain text
  std::string columns;                  ///< of tabular, a letter for each: "lrr"
  std::vector<std::string> headings;    ///< plain text; LF breaks a line
  std::string rows;                     ///< of tex_row()
  std::vector<std::string> notes = {};  ///< plain text, below it
};

/// What stands before all that is made: what it needs.
std::string_view tex_head();

std::string to_tex(const TexTable& table);

}  // namespace tiga::suite::report
