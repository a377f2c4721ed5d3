#include <fmt/format.h>

#include <algorithm>

#include "audit/markup/markdown_lines.hpp"
#include "audit/markup/tags.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/readers.hpp"

namespace tiga::audit::reading {
namespace {

using markup::ends_line;
using markup::Entity;
using markup::entity_at;
using markup::is_fence;
using markup::lines_of;
using markup::plain;
using markup::tag_name;
using markup::TagScanner;
using markup::trimmed;
using markup::without_quote;

// Emphasis, code marks, tags and entities are not part of a figure.
std::string without_marks(std::string_view cell) {
  std::string text;
  TagScanner tags;
  while (!cell.empty()) {
    if (const std::size_t tag = cell[0] == '<' ? tags.tag_at(cell) : 0; tag > 0) {
      text += ends_line(tag_name(cell.substr(0, tag))) ? " " : "";
      cell.remove_prefix(tag);
      continue;
    }
    const Entity entity = cell[0] == '&' ? entity_at(cell) : Entity{};
    const bool is_mark = cell[0] == '*' || cell[0] == '`';
    text += entity.length > 0 ? std::string_view(entity.text) : cell.substr(0, is_mark ? 0 : 1);
    cell.remove_prefix(std::max<std::size_t>(entity.length, 1));
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

// "| --- | :-: |", "+---+---+", "|===|"
bool is_delimiter_row(std::string_view line) {
  line = trimmed(line);
  return line.find_first_of("|+") != std::string_view::npos &&
         line.find_first_of("-=") != std::string_view::npos &&
         line.find_first_not_of("|-:+= \t") == std::string_view::npos;
}

// Locust has rules of ten parts below lines of three.
bool is_rule_of(std::string_view rule, std::string_view row) {
  return is_delimiter_row(rule) &&
         std::ranges::count(rule, '|') <= 3 * std::ranges::count(row, '|');
}

bool is_row(std::string_view line) { return line.find('|') != std::string_view::npos; }

// "## One event loop" becomes "One event loop"; prose is unchanged.
std::string title_of(std::string_view line) {
  const std::size_t first = line.find_first_not_of("# \t");
  return first == std::string_view::npos ? "" : without_marks(line.substr(first));
}

std::vector<std::string_view> lines_without_quotes(std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  std::ranges::transform(lines, lines.begin(), without_quote);
  return lines;
}

}  // namespace

std::vector<Grid> read_markdown(std::string_view text) {
  std::vector<Grid> grids;
  const std::vector<std::string_view> lines = lines_without_quotes(text);
  std::string_view title;
  bool in_code = false;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < lines.size() && cells <= most_cells; ++at) {
    if (is_fence(lines[at])) {
      in_code = !in_code;
      continue;
    }
    const bool begins = is_row(lines[at]) && at + 1 < lines.size() &&
                        is_rule_of(lines[at + 1], lines[at]) && !is_delimiter_row(lines[at]);
    if (!begins) {
      if (!in_code && !trimmed(lines[at]).empty() && !is_delimiter_row(lines[at])) {
        title = lines[at];
      }
      continue;
    }
    Grid grid;
    grid.kind = "Markdown";
    grid.title = title_of(title);
    grid.line = at + 1;
    grid.cells.push_back(cells_of(lines[at], at + 1));
    for (at += 2; at < lines.size() && (is_row(lines[at]) || is_delimiter_row(lines[at])); ++at) {
      if (!is_delimiter_row(lines[at])) {
        grid.cells.push_back(cells_of(lines[at], at + 1));
        cells += grid.cells.back().size();
      }
    }
    if (cells > most_cells) {
      grid.not_read.push_back(fmt::format("line {}: the table is too large", at));
    }
    --at;
    grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace tiga::audit::reading
