// Tables whose columns are aligned by spaces, and those of LaTeX.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "audit/headings/heading.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/grid_headings.hpp"
#include "audit/reading/readers.hpp"

namespace tiga::audit::reading {
namespace {

using markup::lines_of;
using markup::plain;
using markup::shown;
using markup::trimmed;

constexpr std::string_view row_end = "\\\\";  // of LaTeX

bool is_rule(std::string_view line) {
  line = trimmed(line);
  constexpr auto rules = std::to_array<std::string_view>(
      {"\\hline", "\\toprule", "\\midrule", "\\bottomrule", "\\cline"});
  return (!line.empty() && line.find_first_not_of("-=+ ") == std::string_view::npos) ||
         std::ranges::any_of(rules, [&](std::string_view rule) { return line.starts_with(rule); });
}

// "\textbf{5\,000}" is 5 000.
std::string without_latex(std::string_view cell) {
  std::string text;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    if (cell[at] == '\\' && at + 1 < cell.size()) {
      const std::size_t end =
          std::min(cell.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at + 1), cell.size());
      text += end > at + 1 ? "" : cell[at + 1] == ',' ? " " : std::string(1, cell[at + 1]);
      at = std::max(end - 1, at + 1);
    } else if (cell[at] == '~') {
      text += ' ';
    } else if (cell[at] != '{' && cell[at] != '}' && cell[at] != '$') {
      text += cell[at];
    }
  }
  return plain(text);
}

std::vector<std::string> latex_cells(std::string_view line) {
  line = line.substr(0, line.rfind(row_end));
  std::vector<std::string> cells;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at == line.size() || (line[at] == '&' && (at == 0 || line[at - 1] != '\\'))) {
      cells.push_back(without_latex(line.substr(begin, at - begin)));
      begin = at + 1;
    }
  }
  return cells;
}

// Two spaces or more stand between columns.
std::vector<std::string> aligned_cells(std::string_view line) {
  std::vector<std::string> cells;
  for (line = trimmed(line); !line.empty(); line = trimmed(line)) {
    const std::size_t end = std::min(line.find("  "), line.size());
    cells.push_back(plain(line.substr(0, end)));
    line.remove_prefix(end);
  }
  return cells;
}

struct LineOfCells {
  std::vector<std::string> cells;
  bool is_latex = false;
};

LineOfCells cells_in(std::string_view line) {
  constexpr std::size_t least_columns = 3;
  const bool is_latex =
      line.find('&') != std::string_view::npos && line.find(row_end) != std::string_view::npos;
  if (!is_latex && line.find("  ") == std::string_view::npos) {
    return {};
  }
  LineOfCells found{is_latex ? latex_cells(line) : aligned_cells(line), is_latex};
  const bool has_commas = std::ranges::any_of(found.cells, [](const std::string& cell) {
    return cell.ends_with(',') || cell.ends_with(';');
  });
  if (!is_latex && (found.cells.size() < least_columns || has_commas)) {
    found.cells.clear();
  }
  if (found.cells.size() > most_columns) {
    found.cells.resize(most_columns);
  }
  return found;
}

// The field of figures that a row has at its left, if its first cell is a heading.
std::optional<Field> field_at_left(const std::vector<Cell>& row) {
  const auto meaning = headings::meaning_of(row.front().text);
  return meaning && is_figure(meaning->field) && has_plain_figure(row)
             ? std::optional(meaning->field)
             : std::nullopt;
}

// Whether a row begins another table: both have their headings at the left, and this is one that
// the grid has.
bool begins_again(const Grid& grid, const std::vector<Cell>& row) {
  const auto field = field_at_left(row);
  if (!field || grid.cells.size() > most_columns) {
    return false;
  }
  bool has_same = false;
  bool has_other = false;
  for (const std::vector<Cell>& above : grid.cells) {
    const auto known = field_at_left(above);
    has_same = has_same || known == field;
    has_other = has_other || (known && known != field);
  }
  return has_same && has_other;
}

// Whether a row of the grid follows below a line that is none: empty, or the rest of a name that
// did not fit into its column.
bool continues_below(const Grid& grid, const std::vector<std::string_view>& lines,
                     std::size_t number) {
  if (grid.cells.empty() || grid.kind != "text" || number >= lines.size() ||
      !has_plain_figure(grid.cells.back())) {
    return false;
  }
  LineOfCells found = cells_in(lines[number]);
  std::vector<Cell> below;
  below.reserve(found.cells.size());
  for (std::string& cell : found.cells) {
    below.push_back({std::move(cell), {}, false});
  }
  return below.size() == grid.cells.back().size() && has_plain_figure(below) &&
         !begins_again(grid, below);
}

// Adds a line's cells as a row; the first one begins the grid.
void add_aligned_row(Grid& grid, LineOfCells found, std::size_t number, std::string_view title) {
  if (grid.cells.empty()) {
    grid.kind = found.is_latex ? "LaTeX" : "text";
    grid.title = shown(title);
    grid.line = number;
  }
  std::vector<Cell>& row = grid.cells.emplace_back();
  row.reserve(found.cells.size());
  for (std::string& cell : found.cells) {
    row.push_back({std::move(cell), {number, row.size() + 1}, false});
  }
}

}  // namespace

std::vector<Grid> read_aligned(std::string_view text) {
  std::vector<Grid> grids;
  Grid grid;
  std::string_view title;
  std::size_t number = 0;
  std::size_t cells = 0;
  const std::vector<std::string_view> lines = lines_of(text);
  const auto end_grid = [&] {
    if (!grid.cells.empty()) {
      join_heading_lines(grid, lines);
    }
    if (grid.cells.size() > 1) {
      grids.push_back(std::move(grid));
    }
    grid = {};
  };
  for (const std::string_view line : lines) {
    ++number;
    if (is_rule(line) || cells > most_cells) {
      continue;
    }
    LineOfCells found = cells_in(line);
    if (found.cells.empty() && continues_below(grid, lines, number)) {
      if (!trimmed(line).empty()) {
        grid.not_read.push_back(
            fmt::format("line {}: '{}' between two rows", number, shown(trimmed(line))));
      }
      continue;
    }
    if (!grid.cells.empty() && found.cells.size() != grid.cells.front().size()) {
      end_grid();
    }
    if (found.cells.empty()) {
      title = trimmed(line).empty() ? title : trimmed(line);
      continue;
    }
    cells += found.cells.size();
    add_aligned_row(grid, std::move(found), number, title);
  }
  end_grid();
  return grids;
}

}  // namespace tiga::audit::reading
