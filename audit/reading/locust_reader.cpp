// Locust's statistics as it prints them: a table of counts and times, at last one of percentiles.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "audit/markup/markdown_lines.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/number.hpp"
#include "audit/reading/readers.hpp"
#include "audit/reading/unread_lines.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

constexpr std::string_view count_heading = "# reqs";
constexpr std::string_view failure_heading = "# fails";

// The headings behind "Name", of either table; empty if the line is no heading.
std::vector<std::string> locust_headings(const std::vector<std::string_view>& tokens) {
  std::vector<std::string> headings;
  const auto name = std::ranges::find(tokens, "Name");
  if (name == tokens.end() || name - tokens.begin() > 1) {  // "Type Name"
    return headings;
  }
  for (auto token = std::next(name); token != tokens.end(); ++token) {
    const bool is_sign = *token == "#" && std::next(token) != tokens.end();
    headings.emplace_back(is_sign ? "# " + std::string(*std::next(token)) : std::string(*token));
    token += is_sign ? 1 : 0;
  }
  const bool has_count = std::ranges::find(headings, count_heading) != headings.end();
  const bool has_others = std::ranges::find(headings, failure_heading) != headings.end() ||
                          std::ranges::find(headings, "50%") != headings.end();
  const bool is_one = has_count && has_others && headings.size() < most_columns;
  return is_one ? headings : std::vector<std::string>();
}

// "GET /a 12 0(0.00%) 5": the name and the figures; no figures if there are fewer, or other words.
struct LocustLine {
  std::string name;
  std::vector<std::string> figures;
};

LocustLine locust_line(const std::vector<std::string_view>& tokens, std::size_t figures) {
  LocustLine line;
  if (figures == 0 || tokens.size() <= figures) {
    return line;
  }
  const auto first = tokens.end() - static_cast<std::ptrdiff_t>(figures);
  if (!std::all_of(first, tokens.end(), [](std::string_view token) {
        return split_number(token).has_value() || token == "N/A";
      })) {
    return line;
  }
  line.figures.assign(first, tokens.end());
  for (auto token = tokens.begin(); token != first; ++token) {
    line.name += (line.name.empty() ? "" : " ") + std::string(*token);
  }
  return line;
}

// One table as printed, with the percentiles that follow it; or these alone.
struct LocustTable {
  std::size_t line = 0;
  std::vector<std::string> headings;
  std::vector<std::string> percentile_headings;
  std::vector<std::vector<Cell>> rows;                                // the name first
  std::map<std::string, std::vector<Cell>, std::less<>> percentiles;  // by name
  LimitedNotes unread = {"is no row of the table", "are no rows of the table"};
  std::size_t replaced = 0;  // earlier tables of the same run
  std::size_t replaced_line = 0;
};

double count_in(const LocustTable& table, const std::vector<Cell>& row, std::string_view heading) {
  const auto at = std::ranges::find(table.headings, heading) - table.headings.begin();
  const auto cell = static_cast<std::size_t>(at) + 1;  // behind the name
  const auto split = cell < row.size() ? split_number(row[cell].text) : std::nullopt;
  const auto number = split ? parse_number(split->number, '.') : std::nullopt;
  return number ? number->value : 0;
}

// Whether a table has each row of an earlier one with counts that are no smaller.
bool has_grown_from(const LocustTable& before, const LocustTable& table) {
  struct Counts {
    double requests = 0;
    double failures = 0;
  };
  std::map<std::string_view, Counts> counts;
  for (const std::vector<Cell>& row : table.rows) {
    Counts& most = counts[row.front().text];
    most.requests = std::max(most.requests, count_in(table, row, count_heading));
    most.failures = std::max(most.failures, count_in(table, row, failure_heading));
  }
  return std::ranges::all_of(before.rows, [&](const std::vector<Cell>& row) {
    const auto now = counts.find(row.front().text);
    return now != counts.end() && count_in(before, row, count_heading) <= now->second.requests &&
           count_in(before, row, failure_heading) <= now->second.failures;
  });
}

class LocustReader {
 public:
  void read_line(std::string_view text, std::size_t number) {
    constexpr std::ptrdiff_t most_bars = 3;  // a table of Markdown has one between all columns
    std::string line(markup::trimmed(markup::without_quote(text)));
    const bool is_rule_of_table =
        !line.empty() && line.find_first_not_of("-|") == std::string::npos;
    if (is_rule_of_table || is_full_) {
      return;
    }
    if (line.empty() || std::ranges::count(line, '|') > most_bars) {
      headings_.clear();
      return;
    }
    std::ranges::replace(line, '|', ' ');
    const std::vector<std::string_view> tokens = common::words_between_blanks(line);
    if (std::vector<std::string> headings = locust_headings(tokens); !headings.empty()) {
      begin(std::move(headings), number);
    } else if (LocustLine row = locust_line(tokens, headings_.size()); !row.figures.empty()) {
      take(std::move(row), number);
    } else if (is_summed_) {
      headings_.clear();
    } else if (!headings_.empty()) {
      table_.unread.add(number, markup::trimmed(text));  // of a log, for example
    }
  }

  LocustReading found() {
    end_table();
    LocustReading made;
    made.lines = std::move(lines_);
    made.grids.reserve(runs_.size());
    for (LocustTable& run : runs_) {
      made.grids.push_back(grid_of(run));
    }
    return made;
  }

 private:
  void begin(std::vector<std::string> headings, std::size_t number) {
    headings_ = std::move(headings);
    is_summed_ = false;
    is_of_percentiles_ = std::ranges::find(headings_, failure_heading) == headings_.end();
    if (!is_of_percentiles_ || !table_.percentile_headings.empty()) {
      end_table();
    }
    table_.line = table_.line == 0 ? number : table_.line;
    (is_of_percentiles_ ? table_.percentile_headings : table_.headings) = headings_;
    lines_.insert(number);
    if (is_of_percentiles_ && !count_cells(table_.rows.size() * headings_.size(), number)) {
      table_.percentile_headings.clear();
    }
  }

  void take(LocustLine row, std::size_t number) {
    std::vector<Cell> cells;
    cells.reserve(row.figures.size() + 1);
    for (std::string& figure : row.figures) {
      cells.push_back({std::move(figure), {number, cells.size() + 2}, false});
    }
    lines_.insert(number);
    is_summed_ = row.name == "Aggregated" || row.name == "Total";
    if (is_of_percentiles_) {
      table_.percentiles.emplace(std::move(row.name), std::move(cells));
    } else {
      cells.insert(cells.begin(), Cell{std::move(row.name), {number, 1}, false});
      table_.rows.push_back(std::move(cells));
    }
    count_cells(row.figures.size() + 1, number);
  }

  // Whether there is room for more cells; if not, nothing more is read.
  bool count_cells(std::size_t more, std::size_t number) {
    cells_ += more;
    is_full_ = cells_ > most_cells;
    if (is_full_) {
      full_line_ = number;
    }
    return !is_full_;
  }

  // While it runs, Locust prints the table again and again: the last one is of the whole run.
  void end_table() {
    const bool has_lines =
        !table_.rows.empty() || !table_.percentiles.empty() || !table_.unread.all().empty();
    if (has_lines) {
      const bool goes_on = !table_.rows.empty() && !runs_.empty() &&
                           runs_.back().percentiles.empty() && has_grown_from(runs_.back(), table_);
      if (goes_on) {
        const LocustTable& before = runs_.back();
        table_.replaced = before.replaced + 1;
        table_.replaced_line = before.replaced == 0 ? before.line : before.replaced_line;
        runs_.pop_back();
      }
      runs_.push_back(std::move(table_));
    }
    table_ = {};
  }

  // What was left out of a run.
  std::vector<std::string> notes_on(const LocustTable& run) const {
    std::vector<std::string> notes = run.unread.all();
    if (run.replaced == 1) {
      notes.push_back(fmt::format("line {}: an earlier table of the run", run.replaced_line));
    } else if (run.replaced > 1) {
      notes.push_back(fmt::format("line {}: the first of {} earlier tables of the run",
                                  run.replaced_line, run.replaced));
    }
    std::set<std::string_view> names;
    for (const std::vector<Cell>& row : run.rows) {
      names.insert(row.front().text);
    }
    for (const auto& [name, cells] : run.percentiles) {
      if (!run.rows.empty() && !names.contains(name)) {
        notes.push_back(fmt::format("line {}: percentiles of '{}', which has no row",
                                    cells.front().place.line, markup::shown(name)));
      }
    }
    if (is_full_ && &run == &runs_.back()) {
      notes.push_back(fmt::format("line {}: the tables from here on: more than {} cells",
                                  full_line_, most_cells));
    }
    return notes;
  }

  Grid grid_of(LocustTable& run) const {
    Grid grid;
    grid.kind = "Locust";
    grid.line = run.line;
    grid.not_read = notes_on(run);
    grid.cells.push_back({Cell{"Name", {run.line, 1}, false}});
    if (run.rows.empty()) {
      add_percentiles_alone(run, grid);
    } else {
      add_rows(run, grid);
    }
    return grid;
  }

  static void add_headings(const LocustTable& run, const std::vector<std::string>& headings,
                           Grid& grid) {
    for (const std::string& heading : headings) {
      std::vector<Cell>& row = grid.cells.front();
      row.push_back({heading, {run.line, row.size() + 1}, false});
    }
  }

  static void add_percentiles_alone(LocustTable& run, Grid& grid) {
    add_headings(run, run.percentile_headings, grid);
    for (auto& [name, cells] : run.percentiles) {
      cells.insert(cells.begin(), Cell{name, {cells.front().place.line, 1}, false});
      grid.cells.push_back(std::move(cells));
    }
    std::sort(std::next(grid.cells.begin()), grid.cells.end(),
              [](const std::vector<Cell>& one, const std::vector<Cell>& other) {
                return one.front().place.line < other.front().place.line;
              });
  }

  static void add_rows(LocustTable& run, Grid& grid) {
    add_headings(run, run.headings, grid);
    std::vector<std::size_t> places;  // of the percentiles in their lines
    std::vector<std::string> headings;
    for (std::size_t i = 0; i < run.percentile_headings.size(); ++i) {
      if (run.percentile_headings[i] != count_heading) {
        places.push_back(i);
        headings.push_back(run.percentile_headings[i]);
      }
    }
    add_headings(run, headings, grid);
    for (std::vector<Cell>& row : run.rows) {
      const auto known = run.percentiles.find(row.front().text);
      for (const std::size_t place : places) {
        const bool is_known = known != run.percentiles.end() && place < known->second.size();
        row.push_back(is_known ? known->second[place] : Cell{"", row.front().place, false});
      }
      grid.cells.push_back(std::move(row));
    }
  }

  std::vector<std::string> headings_;  // of the table whose rows are read; empty: none
  bool is_of_percentiles_ = false;
  bool is_summed_ = false;  // the table's last row was read
  LocustTable table_;
  std::vector<LocustTable> runs_;
  std::set<std::size_t> lines_;  // of all tables
  std::size_t cells_ = 0;
  bool is_full_ = false;
  std::size_t full_line_ = 0;
};

}  // namespace

LocustReading read_locust(std::string_view text) {
  if (text.find(count_heading) == std::string_view::npos) {
    return {};
  }
  LocustReader reader;
  std::size_t number = 0;
  for (const std::string_view line : markup::lines_of(text)) {
    reader.read_line(line, ++number);
  }
  return reader.found();
}

}  // namespace tiga::audit::reading
