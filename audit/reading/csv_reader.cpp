#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "audit/reading/readers.hpp"
#include "audit/reading/text.hpp"
#include "common/csv.hpp"

namespace tiga::audit::reading {
namespace {

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
    for (const std::string& field : scanner_.row()) {
      row.push_back({plain(field), {line, row.size() + 1}, false});
    }
    if (row.size() == 1 && row[0].text.empty()) {
      end_grid();
      return;
    }
    if (row.size() > most_columns) {
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

}  // namespace

std::vector<Grid> read_csv(std::string_view text) { return CsvReader(text).read(); }

}  // namespace tiga::audit::reading
