// Headings of aligned columns that stand in several lines: "Requests" above "per second".
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "audit/headings/heading.hpp"
#include "audit/headings/unit.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/grid_cell.hpp"
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

// A dash or "n/a" behind the first cell stands for a figure.
bool lacks_figure(const std::vector<Cell>& row) {
  return std::any_of(std::next(row.begin()), row.end(),
                     [](const Cell& cell) { return is_empty_cell(cell.text); });
}

// The line of the first row of figures, some or all of which may be unknown ("-"); 0: no row has a
// figure.
std::size_t first_line_of_figures(const Grid& grid) {
  if (std::ranges::none_of(grid.cells, has_plain_figure)) {
    return 0;
  }
  const auto row = std::ranges::find_if(grid.cells, [](const std::vector<Cell>& cells) {
    return has_plain_figure(cells) || lacks_figure(cells);
  });
  return row->front().place.line;
}

// Whether a line may be one of headings. A long line is prose: its length would count once for each
// column.
bool may_be_headings(std::string_view line, const std::vector<TextSpan>& spans) {
  return common::words_between_blanks(line).size() <= most_columns &&
         std::ranges::none_of(spans, [](const TextSpan& span) {
           return is_plain_figure(span.text) || is_empty_cell(span.text);
         });
}

// The numbers of up to three lines of headings above a line, from the lowest one on; at most one
// line between them is empty.
std::vector<std::size_t> heading_lines(const std::vector<std::string_view>& lines,
                                       std::size_t below) {
  constexpr std::size_t most = 3;
  constexpr std::size_t longest_line = 2000;  // bytes
  std::vector<std::size_t> found;
  bool had_empty = false;
  for (std::size_t number = below - 1; number > 0 && found.size() < most; --number) {
    const std::string_view line = lines[number - 1];
    const bool is_of_marks = line.find_first_not_of("-=+_| \t") == std::string_view::npos;
    if (is_of_marks) {
      const bool is_blank = markup::trimmed(line).empty();
      if (is_blank && had_empty) {
        break;
      }
      had_empty = had_empty || is_blank;
    } else if (line.size() <= longest_line && may_be_headings(line, spans_in(line))) {
      found.push_back(number);
    } else {
      break;
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

// The columns that a text belongs to: each that is below it if it spans columns, else one.
std::vector<std::size_t> columns_of_text(const TextSpan& text, const std::vector<TextSpan>& columns,
                                         bool spans_columns) {
  std::vector<std::size_t> found = {column_below(text, columns)};
  for (std::size_t i = 0; spans_columns && i < columns.size(); ++i) {
    if (i != found.front() && overlap(text, columns[i]) > 0) {
      found.push_back(i);
    }
  }
  return found;
}

struct JoinedHeadings {
  std::vector<std::string> texts;
  std::size_t lines = 0;
  std::ptrdiff_t understood = 0;
  std::size_t whole_from = 0;  // each text of this line and of those above is in one understood
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

// The headings of columns from lines, the lowest of which comes first.
JoinedHeadings headings_from(const std::vector<std::vector<TextSpan>>& lines,
                             const std::vector<TextSpan>& columns, bool spans_columns) {
  constexpr std::size_t longest_heading = 100;  // bytes; a longer text is prose
  JoinedHeadings joined{std::vector<std::string>(columns.size()), lines.size(), 0, lines.size()};
  for (std::size_t line = lines.size(); line-- > 0;) {  // from the highest
    for (const TextSpan& text : lines[line]) {
      for (const std::size_t i : columns_of_text(text, columns, spans_columns)) {
        if (joined.texts[i].size() <= longest_heading) {
          joined.texts[i] += (joined.texts[i].empty() ? "" : " ") + text.text;
        }
      }
    }
  }
  std::vector<bool> is_understood;
  is_understood.reserve(columns.size());
  for (const std::string& text : joined.texts) {
    is_understood.push_back(text.size() <= longest_heading &&
                            headings::meaning_of(text).has_value());
  }
  joined.understood = std::count(is_understood.begin(), is_understood.end(), true);
  while (joined.whole_from > 0 &&
         std::ranges::all_of(lines[joined.whole_from - 1], [&](const TextSpan& text) {
           return std::ranges::all_of(columns_of_text(text, columns, spans_columns),
                                      [&](std::size_t i) -> bool { return is_understood[i]; });
         })) {
    --joined.whole_from;
  }
  return joined;
}

// The lines above the figures as one row of headings, unless it is the grid's own first row. More
// lines count if more of them is understood; or as much, and all of what they add: "Failed" above
// "requests".
std::optional<JoinedHeadings> joined_headings(const Grid& grid,
                                              const std::vector<std::string_view>& lines,
                                              const std::vector<std::size_t>& above,
                                              const std::vector<TextSpan>& columns) {
  JoinedHeadings best;
  const auto take = [&](JoinedHeadings one) {
    const bool adds_words =
        one.understood == best.understood && one.lines > best.lines && one.whole_from <= best.lines;
    if (one.understood > best.understood || adds_words) {
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

// Takes the rows above the figures out of the grid, and names those that are no headings.
void take_out_above(Grid& grid, std::size_t first, std::size_t headings,
                    const std::vector<std::string_view>& lines) {
  for (const std::vector<Cell>& row : grid.cells) {
    const std::size_t line = row.front().place.line;
    if (line < headings) {
      grid.not_read.push_back(fmt::format("line {}: '{}' above the headings", line,
                                          markup::shown(markup::trimmed(lines[line - 1]))));
    }
  }
  std::erase_if(grid.cells,
                [&](const std::vector<Cell>& row) { return row.front().place.line < first; });
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
  grid.line = above[joined->lines - 1];
  take_out_above(grid, first, grid.line, lines);
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
