// Locust's statistics as it prints them: a table of counts and times, at last one of percentiles.
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "audit/markup/markdown_lines.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/number.hpp"
#include "audit/reading/readers.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

constexpr std::string_view count_heading = "# reqs";

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
  const bool has_others = std::ranges::find(headings, "# fails") != headings.end() ||
                          std::ranges::find(headings, "50%") != headings.end();
  return has_count && has_others ? headings : std::vector<std::string>();
}

// "GET /a 12 0(0.00%) 5": the name and the figures; no figures if there are fewer, or other words.
struct LocustLine {
  std::string name;
  std::vector<std::string> figures;
};

LocustLine locust_line(const std::vector<std::string_view>& tokens, std::size_t figures) {
  LocustLine line;
  if (tokens.size() <= figures) {
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

// One table as printed, with the percentiles that follow it.
struct LocustTable {
  std::size_t line = 0;
  std::vector<std::string> headings;
  std::vector<std::string> percentile_headings;
  std::vector<std::vector<Cell>> rows;                                // the name first
  std::map<std::string, std::vector<Cell>, std::less<>> percentiles;  // by name
  double requests = 0;                                                // of all rows
};

class LocustReader {
 public:
  void read_line(std::string_view text, std::size_t number) {
    constexpr std::ptrdiff_t most_bars = 3;  // a table of Markdown has one between all columns
    std::string line(markup::trimmed(markup::without_quote(text)));
    if (!line.empty() && line.find_first_not_of("-|") == std::string::npos) {
      return;  // a rule
    }
    if (line.empty() || std::ranges::count(line, '|') > most_bars) {
      headings_.clear();
      return;
    }
    std::ranges::replace(line, '|', ' ');
    const std::vector<std::string_view> tokens = common::words_between_blanks(line);
    if (std::vector<std::string> headings = locust_headings(tokens); !headings.empty()) {
      begin(std::move(headings), number);
    } else if (LocustLine row = locust_line(tokens, headings_.size());
               !headings_.empty() && !row.figures.empty()) {
      take(std::move(row), number);
    } else {
      headings_.clear();
    }
  }

  std::vector<Grid> grids() {
    end_table();
    std::vector<Grid> made;
    made.reserve(runs_.size());
    for (LocustTable& run : runs_) {
      made.push_back(grid_of(run));
    }
    return made;
  }

 private:
  void begin(std::vector<std::string> headings, std::size_t number) {
    headings_ = std::move(headings);
    is_of_percentiles_ = std::ranges::find(headings_, "# fails") == headings_.end();
    if (is_of_percentiles_) {
      table_.percentile_headings = headings_;
    } else {
      end_table();
      table_.line = number;
      table_.headings = headings_;
    }
  }

  void take(LocustLine row, std::size_t number) {
    std::vector<Cell> cells;
    for (std::string& figure : row.figures) {
      cells.push_back({std::move(figure), {number, cells.size() + 2}, false});
    }
    if (is_of_percentiles_) {
      table_.percentiles.emplace(std::move(row.name), std::move(cells));
      return;
    }
    const auto count = std::ranges::find(headings_, count_heading) - headings_.begin();
    const auto requests = parse_number(cells[static_cast<std::size_t>(count)].text, '.');
    table_.requests += requests ? requests->value : 0;
    cells.insert(cells.begin(), Cell{std::move(row.name), {number, 1}, false});
    table_.rows.push_back(std::move(cells));
  }

  // While it runs, Locust prints the table again and again: the last one is of the whole run.
  void end_table() {
    if (!table_.rows.empty()) {
      const bool goes_on = !runs_.empty() && runs_.back().percentiles.empty() &&
                           runs_.back().requests <= table_.requests;
      if (goes_on) {
        runs_.pop_back();
      }
      runs_.push_back(std::move(table_));
    }
    table_ = {};
  }

  static Grid grid_of(LocustTable& run) {
    Grid grid;
    grid.kind = "Locust";
    grid.line = run.line;
    std::vector<std::size_t> places;  // of the percentiles in their lines
    std::vector<Cell> headings = {Cell{"Name", {run.line, 1}, false}};
    for (const std::string& heading : run.headings) {
      headings.push_back({heading, {run.line, headings.size() + 1}, false});
    }
    for (std::size_t i = 0; i < run.percentile_headings.size(); ++i) {
      if (run.percentile_headings[i] != count_heading) {
        places.push_back(i);
        headings.push_back({run.percentile_headings[i], {run.line, headings.size() + 1}, false});
      }
    }
    grid.cells.push_back(std::move(headings));
    for (std::vector<Cell>& row : run.rows) {
      const auto known = run.percentiles.find(row.front().text);
      for (const std::size_t place : places) {
        const bool is_known = known != run.percentiles.end() && place < known->second.size();
        row.push_back(is_known ? known->second[place] : Cell{"", row.front().place, false});
      }
      grid.cells.push_back(std::move(row));
    }
    return grid;
  }

  std::vector<std::string> headings_;  // of the table whose rows are read; empty: none
  bool is_of_percentiles_ = false;
  LocustTable table_;
  std::vector<LocustTable> runs_;
};

}  // namespace

std::vector<Grid> read_locust(std::string_view text) {
  if (text.find(count_heading) == std::string_view::npos) {
    return {};
  }
  LocustReader reader;
  std::size_t number = 0;
  for (const std::string_view line : markup::lines_of(text)) {
    reader.read_line(line, ++number);
  }
  return reader.grids();
}

}  // namespace tiga::audit::reading
