#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "audit/evidence.hpp"
#include "audit/headings/words.hpp"
#include "audit/markup/text.hpp"
#include "audit/reading/grid.hpp"
#include "audit/reading/grid_cell.hpp"
#include "audit/reading/grid_headings.hpp"
#include "audit/reading/number.hpp"
#include "audit/reading/written.hpp"

namespace tiga::audit::reading {
namespace {

using headings::CellUnit;
using headings::joined;
using headings::Meaning;
using headings::meaning_of;
using headings::unit_of_cell;
using headings::words_of;
using markup::shown;

// Below a heading: "(s)", "[ms]", ... in each cell that has something.
bool is_unit_row(const std::vector<Cell>& row) {
  return !is_empty(row) && std::ranges::all_of(row, [](const Cell& cell) {
    return cell.text.empty() || cell.spanned || unit_of_cell(cell.text).unit;
  });
}

bool names_several_rows(const std::string& text) {
  constexpr std::size_t longest = 20;
  if (text.empty() || text.size() > longest || (text[0] >= '0' && text[0] <= '9')) {
    return false;
  }
  const std::string words = joined(words_of(text));
  return words == "mean" || words == "total" || words == "sum" || words == "median" ||
         words == "total mean" || words == "aggregated" || words == "suma" || words == "soma" ||
         words == "somme" || words == "summe";
}

// The line above a table as its title: without the colon that leads to the table ("30 s::" in
// reStructuredText), and nothing if it is only a rule ("=====").
std::string title_in(const std::string& line) {
  const auto is_mark = [](char one) {
    return std::string_view(" -=+*_#|:.~^").find(one) != std::string_view::npos;
  };
  if (std::ranges::all_of(line, is_mark)) {
    return "";
  }
  return line.substr(0, line.find_last_not_of(" :") + 1);
}

// Reads the table of one group of columns: the rows below the headings. It has no rows where none
// is one of figures; what was left out is named.
class TableReader {
 public:
  TableReader(const Grid& grid, const Cells& cells, HeadingRow headings)
      : cells_(cells), headings_(std::move(headings)) {
    table_.kind = grid.kind;
    const std::string title = title_in(grid.title);
    table_.title = title + (title.empty() || headings_.group.empty() ? "" : ", ") + headings_.group;
    table_.line = grid.line;
    table_.not_read = grid.not_read;
    table_.tool = headings_.tool;
    if (headings_.tool == Tool::suite) {
      table_.kind = "this suite's cells.csv";
    } else if (headings_.tool == Tool::jmeter) {
      table_.kind = "JMeter's report";
    } else if (headings_.tool == Tool::locust) {
      table_.kind = "Locust's statistics";
    }
  }

  AuditedTable read() {
    first_ = headings_.at + 1;
    take_unit_row();
    take_columns();
    settle_sign();
    for (std::size_t at = first_; at < cells_.size(); ++at) {
      read_row(cells_[at], is_of_several_rows(cells_[at]));
    }
    if (table_.rows.empty()) {  // a sum alone is a run
      table_.not_read = {};
      for (std::size_t at = first_; at < cells_.size(); ++at) {
        read_row(cells_[at], false);
      }
    }
    settle_units(table_);
    for (Row& row : table_.rows) {
      count_failures(table_, row);
    }
    return std::move(table_);
  }

 private:
  void take_unit_row() {
    if (first_ >= cells_.size() || !is_unit_row(cells_[first_])) {
      return;
    }
    const std::vector<Cell>& units = cells_[first_++];
    for (std::size_t i = 0; i < std::min(units.size(), headings_.meanings.size()); ++i) {
      const std::string heading = cells_[headings_.at][i].text + " (" + units[i].text + ")";
      headings_.meanings[i] = units[i].text.empty() ? headings_.meanings[i] : meaning_of(heading);
    }
  }

  void take_columns() {
    std::set<Field> taken;
    for (std::size_t i = 0; i < headings_.meanings.size(); ++i) {
      const std::string heading = shown(cells_[headings_.at][i].text);
      std::optional<Meaning>& meaning = headings_.meanings[i];
      if (meaning && meaning->field == Field::time_per_request && taken.contains(meaning->field)) {
        meaning->field = Field::time_per_request_2;
      }
      if (meaning && !taken.insert(meaning->field).second) {
        table_.not_used.push_back(
            fmt::format("{} (a second column of {})", heading, facts_of(meaning->field).name));
        meaning.reset();
      } else if (meaning) {
        const std::string_view usual = facts_of(meaning->field).unit;
        table_.columns.push_back({heading, meaning->field,
                                  meaning->unit ? meaning->unit->name : std::string(usual),
                                  meaning->unit.has_value()});
      } else if (!heading.empty() && !headings_.of_other_group[i]) {
        table_.not_used.push_back(heading);
      }
    }
  }

  void settle_sign() {
    SignEvidence evidence;
    for (std::size_t y = first_; y < cells_.size(); ++y) {
      for (std::size_t x = 0; x < std::min(cells_[y].size(), headings_.meanings.size()); ++x) {
        const auto& meaning = headings_.meanings[x];
        if (!meaning || !is_figure(meaning->field) ||
            cells_[y][x].text.find_first_of(".,") == std::string::npos) {
          continue;
        }
        if (const auto written =
                written_cell(cells_[y][x].text, facts_of(meaning->field).dimension)) {
          evidence.add(written->number, is_whole(*meaning, *written));
        }
      }
    }
    table_.decimal_sign = evidence.sign();
  }

  static bool is_whole(const Meaning& meaning, const WrittenCell& written) {
    const Dimension dimension = facts_of(meaning.field).dimension;
    if (dimension != Dimension::count && dimension != Dimension::bytes) {
      return false;
    }
    const CellUnit cell = unit_of_cell(written.rest);
    const int kilo = cell.unit ? cell.unit->kilo : meaning.unit ? meaning.unit->kilo : 0;
    const bool is_share = cell.unit && cell.unit->dimension == Dimension::share;
    if (written.scale != 1 || is_share) {
      return false;
    }
    return dimension == Dimension::count || (dimension == Dimension::bytes && kilo == 0);
  }

  void read_row(const std::vector<Cell>& cells, bool is_sum) {
    if (is_empty(cells) || is_heading_again(cells)) {
      return;
    }
    const std::size_t line = line_of(cells);
    if (cells.size() != headings_.meanings.size()) {
      leave_out(line, fmt::format("a row of {} cells, the heading has {}", cells.size(),
                                  headings_.meanings.size()));
      return;
    }
    if (is_sum) {
      leave_out(line, "a row of means or sums");
      return;
    }
    const std::size_t left_out = table_.not_read.size();
    Row row;
    row.index = table_.rows.size() + 1;
    row.line = line;
    row.figures.reserve(table_.columns.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (headings_.meanings[i] &&
          !take_cell(cells[i], *headings_.meanings[i], table_.decimal_sign, row)) {
        leave_out(line, fmt::format("'{}' is no {}", shown(cells[i].text),
                                    facts_of(headings_.meanings[i]->field).name));
        if (headings_.meanings[i]->field == Field::concurrency) {
          return;  // not a level: another heading, a remark, a mean
        }
      }
    }
    if (table_.tool == Tool::locust) {
      round_as_locust(row);
    }
    if (has_measured_figure(row)) {
      table_.rows.push_back(std::move(row));
    } else if (table_.not_read.size() == left_out) {
      leave_out(line, "a row without figures: " + text_of(cells));
    }
  }

  // Locust keeps two digits of a response time for its percentiles.
  static void round_as_locust(Row& row) {
    for (const Percentile& percentile : percentiles) {
      const auto figure = row.figures.find(percentile.field);
      if (figure == row.figures.end() || percentile.share == 0 || percentile.share == 1) {
        continue;
      }
      for (double digit_s = 1e-3; figure->second.value >= 10 * digit_s; digit_s *= 10) {
        figure->second.step = std::max(figure->second.step, digit_s);
      }
    }
  }

  static bool has_measured_figure(const Row& row) {
    return std::ranges::any_of(row.figures, [](const auto& figure) {
      return is_figure(figure.first) && figure.first != Field::concurrency;
    });
  }

  static std::string text_of(const std::vector<Cell>& cells) {
    std::string text;
    for (const Cell& cell : cells) {
      text += (text.empty() ? "" : ", ") + cell.text;
    }
    return shown(text);
  }

  // A mean or a sum of other rows: its figures are of no run.
  bool is_of_several_rows(const std::vector<Cell>& cells) const {
    const std::vector<Cell>& headings = cells_[headings_.at];
    for (std::size_t i = 0; i < std::min(cells.size(), headings.size()); ++i) {
      if (!headings[i].text.empty() && names_several_rows(cells[i].text)) {
        return true;
      }
    }
    return false;
  }

  bool is_heading_again(const std::vector<Cell>& cells) const {
    return std::ranges::equal(cells, cells_[headings_.at], {}, &Cell::text, &Cell::text);
  }

  static std::size_t line_of(const std::vector<Cell>& cells) {
    const auto own = std::ranges::find_if(
        cells, [](const Cell& cell) { return cell.place.line > 0 && !cell.spanned; });
    return own == cells.end() ? 0 : own->place.line;
  }

  void leave_out(std::size_t line, const std::string& why) {
    table_.not_read.push_back(line > 0 ? fmt::format("line {}: {}", line, why) : why);
  }

  const Cells& cells_;
  HeadingRow headings_;
  AuditedTable table_;
  std::size_t first_ = 0;
};

// The headings of a table that are understood, if they are too few to read it.
std::string understood_in(const std::vector<Cell>& headings) {
  std::string text;
  for (const Cell& cell : headings) {
    const auto meaning = meaning_of(cell.text);
    if (meaning && is_figure(meaning->field)) {
      text += fmt::format("{}{} = {}", text.empty() ? "; of the two figures that it takes: " : ", ",
                          shown(cell.text), facts_of(meaning->field).name);
    }
  }
  return text;
}

std::string headings_of(const Cells& cells) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(cells.front().size(), 6); ++i) {
    text += (i == 0 ? "" : ", ") + shown(cells.front()[i].text);
  }
  return text;
}

}  // namespace

GridReading read_grid(Grid grid) {
  std::erase_if(grid.cells, is_empty);
  if (grid.cells.empty()) {
    return {{}, "it is empty"};
  }
  Cells cells = std::move(grid.cells);
  const std::string first_row = headings_of(cells);
  const std::string understood = understood_in(cells.front());
  auto headings = heading_row(cells);
  headings = headings ? headings : heading_column(cells);
  if (!headings) {
    return {{}, fmt::format("no row of headings of a load test ({}){}", first_row, understood)};
  }
  GridReading reading{{}, "it has no row of figures"};
  for (const HeadingRow& group : groups_of(*headings, cells)) {
    AuditedTable table = TableReader(grid, cells, group).read();
    if (!table.rows.empty()) {
      reading.tables.push_back(std::move(table));
    } else if (!table.not_read.empty()) {
      reading.why_not = "it has no whole row (" + table.not_read.front() + ")";
    }
  }
  return reading;
}

}  // namespace tiga::audit::reading
