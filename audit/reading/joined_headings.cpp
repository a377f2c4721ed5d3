// Headings of aligned columns that stand in several lines: "Requests" above "per second".
#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "audit/headings/heading.hpp"
#include "audit/headings/unit.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/readers.hpp"
#include "audit/reading/written.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

// A text and where it stands in its line, in characters.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::vector<TextSpan> spans_in(std::string_view line) {
  std::vector<TextSpan> spans;
  std::size_t character = 0;
  std::size_t at = 0;
  for (std::size_t begin = line.find_first_not_of(" \t"); begin != std::string_view::npos;
       begin = line.find_first_not_of(" \t", at)) {
    character += characters_in(line.substr(at, begin - at));
    const std::string_view text = line.substr(begin, line.find("  ", begin) - begin);
    const std::size_t end = character + characters_in(text);
    spans.push_back({character, end, markup::plain(text)});
    character = end;
    at = begin + text.size();
  }
  return spans;
}

bool is_plain_figure(const std::string& text) {
  const auto written = written_cell(text, Dimension::count);
  return written && !markup::trimmed(written->rest).starts_with('%') &&
         headings::unit_of_cell(written->rest).is_known;
}

// The line of the first row with a figure; 0: there is none.
std::size_t first_line_of_figures(const Grid& grid) {
  const auto row = std::ranges::find_if(grid.cells, has_plain_figure);
  return row == grid.cells.end() ? 0 : row->front().place.line;
}

// The numbers of up to three lines without figures above a line, from the lowest one on; at most
// one is empty.
std::vector<std::size_t> heading_lines(const std::vector<std::string_view>& lines,
                                       std::size_t below) {
  constexpr std::size_t most = 3;
  std::vector<std::size_t> found;
  bool had_empty = false;
  for (std::size_t number = below - 1; number > 0 && found.size() < most; --number) {
    const std::string_view line = lines[number - 1];
    const std::vector<TextSpan> spans = spans_in(line);
    if (std::ranges::any_of(spans, is_plain_figure, &TextSpan::text) ||
        (spans.empty() && had_empty) || spans.size() > most_columns) {
      break;
    }
    had_empty = had_empty || spans.empty();
    const bool is_of_marks = line.find_first_not_of("-=+_| \t") == std::string_view::npos;
    if (!is_of_marks) {
      found.push_back(number);
    }
  }
  return found;
}

// Where the columns stand; empty if a row's line has other cells than the row.
std::vector<TextSpan> columns_of_figures(const Grid& grid,
                                         const std::vector<std::string_view>& lines,
                                         std::size_t first_line) {
  std::vector<TextSpan> columns;
  for (const std::vector<Cell>& row : grid.cells) {
    const std::size_t line = row.front().place.line;
    if (line < first_line) {
      continue;
    }
    const std::vector<TextSpan> spans = spans_in(lines[line - 1]);
    columns = columns.empty() ? spans : columns;
    if (spans.size() != columns.size()) {
      return {};
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      columns[i].begin = std::min(columns[i].begin, spans[i].begin);
      columns[i].end = std::max(columns[i].end, spans[i].end);
    }
  }
  return columns;
}

std::size_t overlap(const TextSpan& one, const TextSpan& other) {
  const std::size_t begin = std::max(one.begin, other.begin);
  return std::max(begin, std::min(one.end, other.end)) - begin;
}

// The column that most of the text is above, else the nearest one.
std::size_t column_below(const TextSpan& text, const std::vector<TextSpan>& columns) {
  const auto distance = [&](const TextSpan& column) {
    const std::size_t middle = text.begin + text.end;
    const std::size_t other = column.begin + column.end;
    return middle > other ? middle - other : other - middle;
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const std::size_t more = overlap(text, columns[i]);
    const std::size_t most = overlap(text, columns[best]);
    best =
        more > most || (more == most && distance(columns[i]) < distance(columns[best])) ? i : best;
  }
  return best;
}

struct JoinedHeadings {
  std::vector<std::string> texts;
  std::size_t lines = 0;
  std::ptrdiff_t understood = 0;
};

// Columns may stand so close that one blank is between their headings.
std::vector<TextSpan> words_in(const std::vector<TextSpan>& spans) {
  std::vector<TextSpan> words;
  for (const TextSpan& span : spans) {
    std::size_t begin = span.begin;
    for (const std::string_view word : common::words_between_blanks(span.text)) {
      const std::size_t end = begin + characters_in(word);
      words.push_back({begin, end, std::string(word)});
      begin = end + 1;
    }
  }
  return words;
}

// The headings of columns from lines, the lowest of which comes first. `spans_columns`: a text
// belongs to each column that is below it, else to one.
JoinedHeadings headings_from(const std::vector<std::vector<TextSpan>>& lines,
                             const std::vector<TextSpan>& columns, bool spans_columns) {
  JoinedHeadings joined{std::vector<std::string>(columns.size()), lines.size(), 0};
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    for (const TextSpan& text : *line) {
      const std::size_t best = column_below(text, columns);
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i == best || (spans_columns && overlap(text, columns[i]) > 0)) {
          joined.texts[i] += (joined.texts[i].empty() ? "" : " ") + text.text;
        }
      }
    }
  }
  joined.understood = std::ranges::count_if(
      joined.texts, [](const std::string& text) { return headings::meaning_of(text).has_value(); });
  return joined;
}

// The lines above the figures as one row of headings, if more of it is understood than of fewer
// lines, and if it is not the grid's own first row.
std::optional<JoinedHeadings> joined_headings(const Grid& grid,
                                              const std::vector<std::string_view>& lines,
                                              const std::vector<std::size_t>& above,
                                              const std::vector<TextSpan>& columns) {
  JoinedHeadings best;
  const auto take = [&](JoinedHeadings one) {
    if (one.understood > best.understood) {
      best = std::move(one);
    }
  };
  std::vector<std::vector<TextSpan>> spans;
  std::vector<std::vector<TextSpan>> words;
  spans.reserve(above.size());
  words.reserve(above.size());
  for (const std::size_t number : above) {
    spans.push_back(spans_in(lines[number - 1]));
    words.push_back(words_in(spans.back()));
    take(headings_from(spans, columns, false));
    take(headings_from(spans, columns, true));
    take(headings_from(words, columns, false));
  }
  std::ptrdiff_t of_row = 0;
  for (const std::vector<Cell>& row : grid.cells) {
    of_row = std::max(of_row, std::ranges::count_if(row, [](const Cell& cell) {
                        return headings::meaning_of(cell.text).has_value();
                      }));
    if (row.front().place.line >= above.front()) {
      break;
    }
  }
  const bool is_own = best.lines == 1 && grid.cells.front().front().place.line <= above.front();
  return best.understood >= 2 && best.understood >= of_row && !is_own ? std::optional(best)
                                                                      : std::nullopt;
}

}  // namespace

bool has_plain_figure(const std::vector<Cell>& row) {
  return std::ranges::any_of(row, is_plain_figure, &Cell::text);
}

void join_heading_lines(Grid& grid, const std::vector<std::string_view>& lines) {
  const std::size_t first = grid.kind == "text" ? first_line_of_figures(grid) : 0;
  const std::vector<std::size_t> above =
      first > 0 ? heading_lines(lines, first) : std::vector<std::size_t>();
  const std::vector<TextSpan> columns =
      above.empty() ? std::vector<TextSpan>() : columns_of_figures(grid, lines, first);
  if (columns.empty() || columns.size() != grid.cells.front().size()) {
    return;
  }
  auto joined = joined_headings(grid, lines, above, columns);
  if (!joined) {
    return;
  }
  std::erase_if(grid.cells,
                [&](const std::vector<Cell>& row) { return row.front().place.line < first; });
  grid.line = above[joined->lines - 1];
  std::vector<Cell> row;
  row.reserve(joined->texts.size());
  for (std::string& text : joined->texts) {
    row.push_back({std::move(text), {grid.line, row.size() + 1}, false});
  }
  grid.cells.insert(grid.cells.begin(), std::move(row));
  std::size_t title = grid.line - 1;
  while (title > 0 && markup::trimmed(lines[title - 1]).empty()) {
    --title;
  }
  grid.title = title > 0 ? markup::shown(markup::trimmed(lines[title - 1])) : "";
}

}  // namespace tiga::audit::reading
