// What was understood of a file: tables of figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "audit/field.hpp"
#include "audit/figure.hpp"

namespace tiga::audit {

/// One run of a load generator, as a table's row or ab's report gives it.
struct Row {
  std::size_t index = 0;  ///< from 1
  std::size_t line = 0;   ///< in its file, from 1; 0: not known
  std::string label;      ///< the server's name, if the row has it
  std::map<Field, Figure> figures;

  /// `nullptr` if the row does not have it.
  const Figure* find(Field field) const {
    const auto found = figures.find(field);
    return found == figures.end() ? nullptr : &found->second;
  }
};

/// A heading and what it was taken for.
struct Column {
  std::string heading;
  Field field = Field::label;
  std::string unit;            ///< of cells that name none; empty for counts
  bool unit_is_given = false;  ///< it stands in the heading
};

/// Who counted, and so what "complete" means.
enum class Tool : std::uint8_t { unknown, ab, loadgen, suite };

/// One table, or all of one tool's reports in a file.
struct AuditedTable {
  std::string kind;   ///< "HTML", "ab's report"
  std::string title;  ///< the heading above it; may be empty
  std::size_t line = 0;
  Tool tool = Tool::unknown;
  std::vector<Row> rows;
  std::vector<Column> columns;        ///< what was understood
  std::vector<std::string> not_used;  ///< headings that were not
  std::vector<std::string> not_read;  ///< cells and rows that were not, and why
  char decimal_sign = '.';
};

/// One file.
struct AuditedFile {
  std::string name;
  std::vector<AuditedTable> tables;
  std::vector<std::string> not_understood;  ///< tables of which nothing was understood, and why
};

}  // namespace tiga::audit
