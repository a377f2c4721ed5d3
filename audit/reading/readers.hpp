// Reads each format as grids and tables.
#pragma once

#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

#include "audit/markup/extract.hpp"
#include "audit/reading/grid.hpp"
#include "audit/table.hpp"

namespace tiga::audit::reading {

/// Reports of ab and loadgen in a text, one row for each report: a table for each of the two tools,
/// without rows if every run ended before its report. Text around them (prompts, other commands) is
/// skipped; `-n` of an ab command line before a report is its number of requests.
std::vector<AuditedTable> read_ab_reports(std::string_view text);

/// The same for other load generators: a table for each tool, one row for each report. A command
/// line before a report gives what the report does not print. JSON has to begin a line.
std::vector<AuditedTable> read_tool_reports(std::string_view text);

/// What ab, loadgen and other load generators printed.
std::vector<AuditedTable> read_reports(std::string_view text);

/// The tool that a text seems to come from, by its lines and the names in it; `unknown`: none.
Tool tool_suggested_by(std::string_view text);

/// Comma, semicolon or tab between cells, quotes as in RFC 4180. Blank lines separate tables.
std::vector<Grid> read_csv(std::string_view text);

/// The parts of a text that are CSV: two lines or more, one after the other, with as many
/// separators each. Their grids have the lines of the file.
std::vector<Grid> csv_within(const markup::Extract& extract);

/// Lines with as many cells each, three or more, and two spaces or more between them; and the rows
/// of LaTeX's tables. Most texts have lines that look like it: what is not understood is no table.
std::vector<Grid> read_aligned(std::string_view text);

/// Whether a cell of the row is a number with its unit or without; "95 %" and "2xx" may be
/// headings.
bool has_plain_figure(const std::vector<Cell>& row);

/// Gives a grid of aligned columns the headings above its figures as one row, if they stand in
/// several lines, or in one that has other cells than the rows: texts belong to the column below
/// them. Only if at least as many of them are understood as of a row of the grid. `lines`: of the
/// whole text.
void join_heading_lines(Grid& grid, const std::vector<std::string_view>& lines);

/// Lists of "label: figure" of two lines or more, with the labels at the left.
std::vector<Grid> read_lists(std::string_view text);

/// Pipe tables (GitHub Flavored Markdown, section 4.10), in quotes and blocks of code
/// too, also with borders of "+---+" around them.
std::vector<Grid> read_markdown(std::string_view text);

/// Locust's statistics, and the lines of the text that have them.
struct LocustReading {
  std::vector<Grid> grids;
  std::set<std::size_t> lines;
};

/// Locust's statistics as a terminal shows them, with their percentiles, or these alone. Of the
/// tables that it prints while it runs only the last one of each run: an earlier one is left out if
/// the next one has all of its rows with counts that are no smaller.
LocustReading read_locust(std::string_view text);

/// The tables of an HTML page; each nested table is separate.
std::vector<Grid> read_html(std::string_view text);

/// Puts lines of the file in the place of those of the extract that was read.
void locate(AuditedTable& table, const markup::Extract& extract);
void locate(Grid& grid, const markup::Extract& extract);

}  // namespace tiga::audit::reading
