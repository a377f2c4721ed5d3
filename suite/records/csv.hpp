// Comma-separated values with a header line, read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/csv.hpp"

namespace tiga::suite::records {

using common::csv_line;

/// A file's content.
struct Csv {
  struct Row {
    std::size_t line = 0;  ///< in the file, from 1
    std::vector<std::string> fields;
  };
  std::vector<std::string> header;
  std::vector<Row> rows;  ///< each with as many fields as the header
};

/// Reads a whole file. A last line that is not ended by LF is left out: it comes from a run that
/// was cut while it was being written. Throws CannotRun, beginning with `file` and the line, when
/// any other row has another number of fields than the header.
Csv parse_csv(std::string_view text, std::string_view file);

}  // namespace tiga::suite::records
