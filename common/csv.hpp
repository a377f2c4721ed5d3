// Comma-separated values as in RFC 4180, but with LF line ends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiga::common {

/// One line with its LF; fields with a comma, quote, CR or LF are quoted.
std::string csv_line(const std::vector<std::string>& fields);

/// Takes rows off a text, which must outlive it. A line may end in CR LF; a quote that is not the
/// first letter of a field, blanks aside, is a letter like any other.
class CsvScanner {
 public:
  explicit CsvScanner(std::string_view text, char separator = ',')
      : text_(text), separator_(separator) {}

  bool at_end() const { return at_ == text_.size(); }
  /// The line that comes next, from 1.
  std::size_t line() const { return line_; }
  /// The fields of the next row.
  std::vector<std::string> row();
  /// Whether the last row was ended by LF, outside quotes.
  bool ended() const { return ended_; }

 private:
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool ended_ = false;
};

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

}  // namespace tiga::common
