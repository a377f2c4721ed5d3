#include <algorithm>

#include "audit/reading/readers.hpp"
#include "audit/reading/text.hpp"

namespace tiga::audit::reading {
namespace {

// Emphasis and code marks are not part of a figure.
std::string without_marks(std::string_view cell) {
  std::string text(cell);
  std::erase_if(text, [](char letter) { return letter == '*' || letter == '`'; });
  for (const std::string_view blank : {"&nbsp;", "&#160;", "<br>", "<br/>"}) {
    for (std::size_t at = text.find(blank); at != std::string::npos; at = text.find(blank, at)) {
      text.replace(at, blank.size(), " ");
    }
  }
  return plain(text);
}

std::vector<Cell> cells_of(std::string_view line, std::size_t number) {
  line = trimmed(line);
  if (line.starts_with('|')) {
    line.remove_prefix(1);
  }
  std::vector<Cell> cells;
  std::string cell;
  const auto add = [&] {
    cells.push_back({without_marks(cell), {number, cells.size() + 1}, false});
    cell.clear();
  };
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\' && at + 1 < line.size() && line[at + 1] == '|') {
      cell += line[++at];
    } else if (line[at] == '|') {
      add();
    } else {
      cell += line[at];
    }
  }
  if (!trimmed(cell).empty() || cells.empty()) {
    add();
  }
  if (cells.size() > most_columns) {
    cells.resize(most_columns);
  }
  return cells;
}

// "| --- | :-: |"
bool is_delimiter_row(std::string_view line) {
  line = trimmed(line);
  return line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t") == std::string_view::npos;
}

bool is_row(std::string_view line) { return line.find('|') != std::string_view::npos; }

// "## One event loop" becomes "One event loop"; prose is unchanged.
std::string title_of(std::string_view line) {
  const std::size_t first = line.find_first_not_of("# \t");
  return first == std::string_view::npos ? "" : without_marks(line.substr(first));
}

bool is_fence(std::string_view line) {
  line = trimmed(line);
  return line.starts_with("```") || line.starts_with("~~~");
}

}  // namespace

std::vector<Grid> read_markdown(std::string_view text) {
  std::vector<Grid> grids;
  const std::vector<std::string_view> lines = lines_of(text);
  std::string title;
  bool in_code = false;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < lines.size() && cells <= most_cells; ++at) {
    if (is_fence(lines[at])) {
      in_code = !in_code;
      continue;
    }
    const bool begins = !in_code && is_row(lines[at]) && at + 1 < lines.size() &&
                        is_delimiter_row(lines[at + 1]) && !is_delimiter_row(lines[at]);
    if (!begins) {
      if (!in_code && !trimmed(lines[at]).empty()) {
        title = title_of(lines[at]);
      }
      continue;
    }
    Grid grid;
    grid.kind = "Markdown";
    grid.title = title;
    grid.line = at + 1;
    grid.cells.push_back(cells_of(lines[at], at + 1));
    for (at += 2; at < lines.size() && is_row(lines[at]); ++at) {
      grid.cells.push_back(cells_of(lines[at], at + 1));
      cells += grid.cells.back().size();
    }
    --at;
    grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace tiga::audit::reading
