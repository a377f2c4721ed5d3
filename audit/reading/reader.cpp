#include "audit/reading/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "audit/headings/heading.hpp"
#include "audit/markup/encoding.hpp"
#include "audit/markup/extract.hpp"
#include "audit/reading/file_kind.hpp"
#include "audit/reading/grid_headings.hpp"
#include "audit/reading/number.hpp"
#include "audit/reading/readers.hpp"
#include "audit/samples/samples.hpp"
#include "audit/samples/xml_samples.hpp"
#include "common/error.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

void check(const std::string& file, std::string_view text) {
  if (text.empty()) {
    throw common::CannotRun(file + ": the file is empty");
  }
  if (const std::string_view kind = kind_of_binary(text); !kind.empty()) {
    throw common::CannotRun(fmt::format("{}: {}", file, kind));
  }
  if (text.size() > most_bytes) {
    throw common::CannotRun(file + ": more than 16 MiB; give the part that has the tables");
  }
  const bool is_utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  if (!is_utf16 && text.find('\0') != std::string_view::npos) {
    throw common::CannotRun(file + ": not a text in UTF-8 (it has a NUL byte); save it as UTF-8");
  }
}

void take_grids(std::vector<Grid> grids, AuditedFile& read) {
  for (Grid& grid : grids) {
    const std::string name =
        fmt::format("{} table{}", grid.kind,
                    grid.line > 0 ? fmt::format(" at line {}", grid.line) : std::string());
    GridReading reading = read_grid(std::move(grid));
    if (!reading.tables.empty()) {
      std::ranges::move(reading.tables, std::back_inserter(read.tables));
    } else {
      read.not_understood.push_back(name + ": " + reading.why_not);
    }
  }
}

std::size_t figures_of(const std::vector<AuditedTable>& tables) {
  std::size_t figures = 0;
  for (const AuditedTable& table : tables) {
    for (const Row& row : table.rows) {
      figures += row.figures.size();
    }
  }
  return figures;
}

// A line end that the file does not end with is no difference.
bool is_same_text(std::string_view text, std::string_view extract) {
  if (!text.ends_with('\n') && extract.ends_with('\n')) {
    extract.remove_suffix(1);
  }
  return text == extract;
}

// What looks like a mark of Markdown may be a part of a tool's line ("** Preparing"): of the text
// with and without marks the one with more figures counts.
void take_reports(const std::string& text, const markup::Extract& extract, bool is_page,
                  AuditedFile& read) {
  std::vector<AuditedTable> tables = read_reports(extract.text);
  for (AuditedTable& table : tables) {
    locate(table, extract);
  }
  if (!is_page && !is_same_text(text, extract.text)) {
    std::vector<AuditedTable> of_text = read_reports(text);
    if (figures_of(of_text) >= figures_of(tables)) {
      tables = std::move(of_text);
    }
  }
  for (AuditedTable& table : tables) {
    if (table.rows.empty()) {
      read.not_understood.push_back(table.kind + ": " + table.not_read.front());
    } else {
      read.tables.push_back(std::move(table));
    }
  }
}

// A line of prose with commas is no table; lines of figures are.
bool looks_like_table(const Grid& grid) {
  constexpr std::size_t least_rows = 3;
  const auto is_figure = [](const Cell& cell) { return split_number(cell.text).has_value(); };
  return grid.cells.size() >= least_rows && std::ranges::any_of(grid.cells[1], is_figure) &&
         std::ranges::all_of(grid.cells, [](const std::vector<Cell>& row) {
           return row.size() > 1 && !row[0].text.empty() && !row[1].text.empty();
         });
}

// The lines of reports, which are the tools': hey's "resp wait: 0.0018 secs, 0.0000 secs".
class ReportLines {
 public:
  explicit ReportLines(const AuditedFile& read) {
    for (const AuditedTable& table : read.tables) {
      for (const Row& row : table.rows) {
        if (row.last_line > 0) {
          first_by_last_[row.last_line] = row.line;
        }
      }
    }
  }
  bool contain(std::size_t line) const {
    const auto report = first_by_last_.lower_bound(line);
    return report != first_by_last_.end() && report->second <= line;
  }

 private:
  std::map<std::size_t, std::size_t> first_by_last_;
};

// Whether a row of the grid stands on a line that is read already.
bool is_read_already(const Grid& grid, const std::set<std::size_t>& lines_read) {
  return std::ranges::any_of(grid.cells, [&](const std::vector<Cell>& row) {
    return std::ranges::any_of(
        row, [&](const Cell& cell) { return lines_read.contains(cell.place.line); });
  });
}

// Two headings of figures or more, above the rows or at their left, are a table's, even if it
// cannot be read.
bool names_figures(const Grid& grid) {
  constexpr std::ptrdiff_t least = 2;
  const auto is_named = [](const Cell& cell) {
    const auto meaning = headings::meaning_of(cell.text);
    return meaning && is_figure(meaning->field);
  };
  return grid.kind != "list" && std::ranges::any_of(grid.cells, has_plain_figure) &&
         (std::ranges::count_if(grid.cells.front(), is_named) >= least ||
          std::ranges::count_if(grid.cells, [&](const std::vector<Cell>& row) {
            return is_named(row.front());
          }) >= least);
}

// Tables in the text that have no marks of their own; what is no table and only looks like one is
// left out silently, since most texts have such lines. `lines_read`: besides those of the tables.
void take_plain(std::vector<Grid> grids, bool (*is_table)(const Grid&),
                std::set<std::size_t> lines_read, AuditedFile& read) {
  const ReportLines of_reports(read);
  for (const AuditedTable& table : read.tables) {
    for (const Row& row : table.rows) {
      for (const auto& [field, figure] : row.figures) {
        lines_read.insert(figure.place.line);
      }
    }
  }
  for (Grid& grid : grids) {
    if (of_reports.contain(grid.line) || is_read_already(grid, lines_read)) {
      continue;
    }
    const bool is_one = is_table(grid);
    AuditedFile of_grid;
    take_grids({std::move(grid)}, of_grid);
    std::ranges::move(of_grid.tables, std::back_inserter(read.tables));
    if (is_one) {
      std::ranges::move(of_grid.not_understood, std::back_inserter(read.not_understood));
    }
  }
}

// Locust's tables and those of Markdown. Returns the lines of the former.
std::set<std::size_t> take_ruled(const std::string& text, const markup::Extract& extract,
                                 bool is_page, AuditedFile& read) {
  const std::string& source = is_page ? extract.text : text;
  LocustReading locust = read_locust(source);
  std::vector<Grid> grids = std::move(locust.grids);
  std::ranges::move(read_markdown(source), std::back_inserter(grids));
  std::set<std::size_t> lines;
  for (const std::size_t line : locust.lines) {
    lines.insert(is_page ? extract.line_of_file(line) : line);
  }
  if (is_page) {
    std::ranges::for_each(grids, [&](Grid& grid) { locate(grid, extract); });
  }
  take_grids(std::move(grids), read);
  return lines;
}

bool has_fence(const std::string& text) {
  return text.find("```") != std::string::npos || text.find("~~~") != std::string::npos;
}

}  // namespace

AuditedFile read_tables(std::string file, std::string_view bytes) {
  check(file, bytes);
  const std::string text = markup::decoded(bytes);
  AuditedFile read;
  read.name = std::move(file);
  if (auto samples = samples::read_samples(text)) {
    read.tables.push_back(std::move(*samples));
    return read;
  }
  const bool page = markup::is_page(text);
  const markup::Extract extract =
      page ? markup::text_of_page(text) : markup::text_of_markdown(text);
  take_reports(text, extract, page, read);
  const bool has_reports = !read.tables.empty() || !read.not_understood.empty();
  if (common::lower_case(text).find("<table") != std::string::npos) {
    take_grids(read_html(text), read);
  }
  const std::set<std::size_t> lines_of_locust = take_ruled(text, extract, page, read);
  const bool has_others = !read.tables.empty() || !read.not_understood.empty();
  std::vector<Grid> aligned = has_reports ? std::vector<Grid>{} : read_aligned(extract.text);
  std::ranges::move(read_lists(extract.text), std::back_inserter(aligned));
  std::ranges::for_each(aligned, [&](Grid& grid) { locate(grid, extract); });
  take_plain(std::move(aligned), names_figures, lines_of_locust, read);
  if (page || has_others || !read.tables.empty() || has_fence(text)) {
    take_plain(csv_within(extract), looks_like_table, lines_of_locust, read);
  } else {
    take_grids(read_csv(text), read);
  }
  if (read.tables.empty()) {
    const bool is_text = !page || samples::is_jmeter_xml(text);  // whose figures are in tags
    read.seems_from = tool_suggested_by(is_text ? text : extract.text);
  }
  return read;
}

}  // namespace tiga::audit::reading
