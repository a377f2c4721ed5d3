#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "audit/markup/text.hpp"
#include "audit/reading/readers.hpp"
#include "common/csv.hpp"

namespace tiga::audit::reading {
namespace {

using markup::lines_of;
using markup::plain;
using markup::shown;
using markup::trimmed;

// The most frequent separator in the first line that has one, outside quotes.
char separator_of(std::string_view text) {
  for (const std::string_view line : lines_of(text)) {
    std::map<char, int> counts;
    bool quoted = false;
    for (const char letter : line) {
      quoted = quoted != (letter == '"');
      if (!quoted && (letter == ',' || letter == ';' || letter == '\t')) {
        ++counts[letter];
      }
    }
    // "waktu, s; permintaan": a semicolon or tab is never part of a heading.
    for (const char candidate : {'\t', ';', ','}) {
      if (counts[candidate] > 0) {
        return candidate;
      }
    }
  }
  return ',';
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : scanner_(text, separator_of(text)) {}

  std::vector<Grid> read() {
    while (!scanner_.at_end() && cells_ <= most_cells) {
      read_row();
    }
    if (!scanner_.at_end() && !grid_.cells.empty()) {
      grid_.not_read.push_back(
          fmt::format("line {}: the table is too large; its end was not read", scanner_.line()));
    }
    end_grid();
    return std::move(grids_);
  }

 private:
  void read_row() {
    std::vector<Cell> row;
    const std::size_t line = scanner_.line();
    const std::vector<std::string> fields = scanner_.row();
    row.reserve(fields.size());
    for (const std::string& field : fields) {
      row.push_back({plain(field), {line, row.size() + 1}, false});
    }
    if (row.size() == 1 && row[0].text.empty()) {
      end_grid();
      return;
    }
    const bool is_too_wide = row.size() > most_columns;
    if (is_too_wide) {
      row.resize(most_columns);
    }
    cells_ += row.size();
    if (row.size() == 1) {
      end_grid();
      title_ = row[0].text;  // a single cell: a heading of the following rows, or prose
      return;
    }
    if (grid_.cells.empty()) {
      grid_.line = line;
      grid_.kind = "CSV";
      grid_.title = title_;
    }
    if (is_too_wide && grid_.not_read.empty()) {
      grid_.not_read.push_back(
          fmt::format("line {}: columns after the first {}", line, most_columns));
    }
    grid_.cells.push_back(std::move(row));
  }

  void end_grid() {
    if (!grid_.cells.empty()) {
      grids_.push_back(std::move(grid_));
    }
    grid_ = {};
  }

  common::CsvScanner scanner_;
  std::size_t cells_ = 0;
  std::string title_;
  Grid grid_;
  std::vector<Grid> grids_;
};

std::size_t separators_in(std::string_view line, char separator) {
  std::size_t count = 0;
  bool quoted = false;
  for (const char letter : line) {
    quoted = quoted != (letter == '"');
    count += !quoted && letter == separator ? 1 : 0;
  }
  return count;
}

// The number of lines from the first on that have as many separators as it has.
std::size_t lines_of_csv(const std::vector<std::string_view>& lines, std::size_t from) {
  for (const char separator : {'\t', ';', ','}) {
    const std::size_t count = separators_in(lines[from], separator);
    if (count == 0) {
      continue;
    }
    std::size_t end = from + 1;
    while (end < lines.size() && separators_in(lines[end], separator) == count) {
      ++end;
    }
    return end - from;
  }
  return 0;
}

}  // namespace

std::vector<Grid> read_csv(std::string_view text) { return CsvReader(text).read(); }

std::vector<Grid> csv_within(const markup::Extract& extract) {
  std::vector<Grid> grids;
  const std::vector<std::string_view> lines = lines_of(extract.text);
  std::string_view title;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const std::size_t count = lines_of_csv(lines, at);
    if (count < 2) {
      title = trimmed(lines[at]).empty() ? title : trimmed(lines[at]);
      continue;
    }
    const auto begin = static_cast<std::size_t>(lines[at].data() - extract.text.data());
    const std::string_view last = lines[at + count - 1];
    const auto end = static_cast<std::size_t>(last.data() + last.size() - extract.text.data());
    markup::Extract part;
    part.lines.assign(extract.lines.begin() + static_cast<std::ptrdiff_t>(at),
                      extract.lines.begin() + static_cast<std::ptrdiff_t>(at + count));
    for (Grid& grid : read_csv(std::string_view(extract.text).substr(begin, end - begin))) {
      locate(grid, part);
      grid.title = shown(title);
      grids.push_back(std::move(grid));
    }
    at += count - 1;
  }
  return grids;
}

}  // namespace tiga::audit::reading
