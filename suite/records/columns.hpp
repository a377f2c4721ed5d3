// The one list of columns of each file: it makes headers, rows, what reads them back, and
// docs/columns.md.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/csv.hpp"
#include "suite/records/rows.hpp"

namespace tiga::suite::records {

template <class Row>
struct Column {
  std::string name;
  std::string unit;                                         ///< empty: a plain number or a text
  std::string meaning;                                      ///< one line
  std::function<std::string(const Row&)> get;               ///< empty: not known
  std::function<bool(Row&, const std::string& field)> set;  ///< false: the field makes no sense
};

template <class Row>
using Columns = std::vector<Column<Row>>;

Columns<CellRow> cell_columns();
Columns<TableRow> table_columns();
Columns<LatencyRow> latency_columns();
Columns<VerdictRow> verdict_columns();
Columns<EstimateRow> estimate_columns();
Columns<DistributionRow> distribution_columns();
Columns<MapRow> map_columns();
Columns<VarianceRow> variance_columns();

/// The header line of a file.
template <class Row>
std::string csv_header(const Columns<Row>& columns) {
  std::vector<std::string> names;
  for (const Column<Row>& column : columns) {
    names.push_back(column.name);
  }
  return common::csv_line(names);
}

/// The fields of a row, in the order of the columns.
template <class Row>
std::vector<std::string> fields_of(const Columns<Row>& columns, const Row& row) {
  std::vector<std::string> fields;
  for (const Column<Row>& column : columns) {
    fields.push_back(column.get(row));
  }
  return fields;
}

/// The line of a row.
template <class Row>
std::string csv_row(const Columns<Row>& columns, const Row& row) {
  return common::csv_line(fields_of(columns, row));
}

/// The lines of rows; `row_of` makes each from an element of `rows`.
template <class Row, class Rows, class RowOf = std::identity>
std::string csv_rows(const Columns<Row>& columns, const Rows& rows, RowOf row_of = {}) {
  std::string text;
  for (const auto& one : rows) {
    text += csv_row(columns, std::invoke(row_of, one));
  }
  return text;
}

/// A file, whole.
template <class Row, class Rows, class RowOf = std::identity>
std::string csv_file(const Columns<Row>& columns, const Rows& rows, RowOf row_of = {}) {
  return csv_header(columns) + csv_rows(columns, rows, row_of);
}

/// Throws CannotRun: "FILE:LINE: COLUMN: 'FIELD' makes no sense".
[[noreturn]] void refuse_field(std::string_view file, std::size_t line, std::string_view column,
                               std::string_view field);

/// Reads a file's rows by column name: a column that it does not have stays unknown, one that is
/// not in the list is passed over. Throws CannotRun with file, line and column.
template <class Row>
std::vector<Row> read_rows(const Columns<Row>& columns, std::string_view text,
                           std::string_view file) {
  const common::Csv csv = common::parse_csv(text, file);
  std::vector<Row> rows(csv.rows.size());
  for (const Column<Row>& column : columns) {
    for (std::size_t place = 0; place < csv.header.size(); ++place) {
      for (std::size_t at = 0; csv.header[place] == column.name && at < rows.size(); ++at) {
        const std::string& field = csv.rows[at].fields[place];
        if (!column.set(rows[at], field)) {
          refuse_field(file, csv.rows[at].line, column.name, field);
        }
      }
    }
  }
  return rows;
}

/// docs/columns.md, whole.
std::string columns_page();

}  // namespace tiga::suite::records
