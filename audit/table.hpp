// The tables of figures read from a file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/field.hpp"
#include "audit/figures.hpp"
#include "audit/tool.hpp"

namespace tiga::audit {

/// One run of a load generator: a row of a table or a report of ab.
struct Row {
  std::size_t index = 0;      ///< from 1
  std::size_t line = 0;       ///< in its file, from 1; 0: not known
  std::size_t last_line = 0;  ///< of a report; 0: it has one line
  std::string label;          ///< the server's name, if the row has it
  Figures figures;

  /// `nullptr` if the row does not have it.
  const Figure* find(Field field) const {
    const auto found = figures.find(field);
    return found == figures.end() ? nullptr : &found->second;
  }
};

/// A heading and its interpretation.
struct Column {
  std::string heading;
  Field field = Field::label;
  std::string unit;            ///< of cells without a unit; empty for counts
  bool unit_is_given = false;  ///< the heading has it
};

/// One table, or all of one tool's reports in a file.
struct AuditedTable {
  std::string kind;   ///< "HTML", "ab's report"
  std::string title;  ///< the heading above it; may be empty
  std::size_t line = 0;
  Tool tool = Tool::unknown;
  std::vector<Row> rows;
  std::vector<Column> columns;        ///< the interpreted columns
  std::vector<std::string> not_used;  ///< headings that were not understood
  std::vector<std::string> not_read;  ///< cells and rows that were not read, and why
  char decimal_sign = '.';
};

/// One file.
struct AuditedFile {
  std::string name;
  std::vector<AuditedTable> tables;
  std::vector<std::string> not_understood;  ///< tables that were not understood, and why
  Tool seems_from = Tool::unknown;          ///< for messages: the tool that its text suggests
};

}  // namespace tiga::audit
