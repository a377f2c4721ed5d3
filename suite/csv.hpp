// Comma-separated values as RFC 4180 has them, with a header line, lines ended by LF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tiga::suite {

/// One line with its LF; fields with a comma, quote, CR or LF are quoted.
std::string csv_line(const std::vector<std::string>& fields);

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

}  // namespace tiga::suite
