#include "audit/samples/format.hpp"

#include <algorithm>
#include <array>

#include "audit/markup/text.hpp"
#include "common/csv.hpp"

namespace tiga::audit::samples {
namespace {

constexpr double ms = 1e-3;

constexpr auto formats = std::to_array<Format>({
    {Tool::jmeter, "JMeter's samples", ',', "elapsed", ms, "timeStamp", ms, "label", "responseCode",
     "success", "bytes", "allThreads"},
    {Tool::hey, "hey's samples", ',', "response-time", 1, "offset", 1, "", "status-code", "", "",
     ""},
    {Tool::ab, "ab's samples", '\t', "ttime", ms, "", 1, "", "", "", "", ""},
});

// As JMeter writes it without headings.
constexpr std::string_view jmeter_columns =
    "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,";

std::size_t place_of(const std::vector<std::string>& headings, std::string_view name) {
  const auto found = std::ranges::find(headings, name);
  return name.empty() || found == headings.end()
             ? Columns::none
             : static_cast<std::size_t>(found - headings.begin());
}

std::vector<std::string> row_of(std::string_view text, char separator) {
  std::vector<std::string> row = common::CsvScanner(text, separator).row();
  for (std::string& cell : row) {
    cell = markup::trimmed(cell);
  }
  return row;
}

Columns placed(const Format& format, const std::vector<std::string>& headings, char separator) {
  Columns columns;
  columns.format = &format;
  columns.separator = separator;
  columns.count = headings.size();
  columns.elapsed = place_of(headings, format.elapsed);
  columns.start = place_of(headings, format.start);
  columns.label = place_of(headings, format.label);
  columns.status = place_of(headings, format.status);
  columns.success = place_of(headings, format.success);
  columns.bytes = place_of(headings, format.bytes);
  columns.users = place_of(headings, format.users);
  return columns;
}

// A file without headings: a time in ms since 1970, a number, and true or false.
bool is_headless_jmeter(const std::vector<std::string>& row) {
  constexpr std::size_t digits_of_time = 13;
  constexpr std::size_t success = 7;
  const auto is_number = [](const std::string& cell) {
    return !cell.empty() && cell.find_first_not_of("0123456789") == std::string::npos;
  };
  return row.size() > success && row[0].size() == digits_of_time && is_number(row[0]) &&
         is_number(row[1]) && (row[success] == "true" || row[success] == "false");
}

}  // namespace

std::optional<Columns> columns_of(std::string_view text) {
  constexpr std::size_t longest_line = 65536;
  const std::string_view line = text.substr(0, std::min(text.find('\n'), longest_line));
  for (const Format& format : formats) {
    for (const char separator : {format.separator, ';', '\t'}) {
      const std::vector<std::string> headings = row_of(line, separator);
      const Columns columns = placed(format, headings, separator);
      const bool has_all = columns.elapsed != Columns::none &&
                           (format.start.empty() ? place_of(headings, "starttime") == 0
                                                 : columns.start != Columns::none);
      if (has_all) {
        return columns;
      }
    }
  }
  std::vector<std::string> row = row_of(line, ',');
  if (!is_headless_jmeter(row)) {
    return std::nullopt;
  }
  std::vector<std::string> headings = row_of(jmeter_columns, ',');
  headings.resize(row.size());
  Columns columns = placed(formats[0], headings, ',');
  columns.has_headings = false;
  return columns;
}

}  // namespace tiga::audit::samples
