#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/grid.hpp"
#include "audit/heading.hpp"
#include "audit/number.hpp"
#include "audit/settle.hpp"
#include "audit/text.hpp"
#include "audit/words.hpp"

namespace tiga::audit {
namespace {

using Cells = std::vector<std::vector<Cell>>;

struct HeadingRow {
  std::size_t at = 0;
  std::vector<std::optional<Meaning>> meanings;
  std::vector<bool> of_other_group;  ///< columns that another table is made of
  std::string group;                 ///< what stands above the group's columns
};

bool is_figure(Field field) { return facts_of(field).dimension != Dimension::text; }

// How many figures a row of headings names; 0 where it is none of load tests: they have what was
// measured, and something beside it.
std::size_t figures_named(const std::vector<std::optional<Meaning>>& meanings) {
  std::size_t figures = 0;
  bool measured = false;
  for (const auto& meaning : meanings) {
    if (meaning && is_figure(meaning->field)) {
      ++figures;
      measured = measured || meaning->field != Field::concurrency;
    }
  }
  return measured && figures >= 2 ? figures : 0;
}

bool is_cells_csv(const std::vector<Cell>& headings) {
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(headings, [&](const Cell& cell) { return cell.text == name; });
  };
  return has("cell") && has("arm") && has("time_taken_s");
}

std::optional<HeadingRow> heading_row(const Cells& cells) {
  constexpr std::size_t rows_looked_at = 5;
  std::optional<HeadingRow> best;
  std::size_t most = 0;
  for (std::size_t at = 0; at < std::min(rows_looked_at, cells.size()); ++at) {
    const bool of_suite = is_cells_csv(cells[at]);
    HeadingRow row;
    row.at = at;
    row.meanings.reserve(cells[at].size());
    for (const Cell& cell : cells[at]) {
      row.meanings.push_back(of_suite ? meaning_in_cells(cell.text) : meaning_of(cell.text));
    }
    // Of headings in two rows the lower one says more.
    if (const std::size_t figures = figures_named(row.meanings); figures > most) {
      most = figures;
      row.of_other_group.resize(row.meanings.size());
      best = std::move(row);
    }
  }
  return best;
}

Cells transposed(const Cells& cells) {
  std::size_t width = 0;
  for (const auto& row : cells) {
    width = std::max(width, row.size());
  }
  Cells turned(width, std::vector<Cell>(cells.size()));
  for (std::size_t y = 0; y < cells.size(); ++y) {
    for (std::size_t x = 0; x < cells[y].size(); ++x) {
      turned[x][y] = cells[y][x];
    }
  }
  return turned;
}

bool is_empty(const std::vector<Cell>& row) {
  return std::ranges::all_of(row, [](const Cell& cell) { return cell.text.empty(); });
}

// Below a heading: "(s)", "[ms]", ... in each cell that has something.
bool is_unit_row(const std::vector<Cell>& row) {
  return !is_empty(row) && std::ranges::all_of(row, [](const Cell& cell) {
    return cell.text.empty() || cell.spanned || unit_of_cell(cell.text).unit;
  });
}

bool names_several_rows(const std::string& text) {
  const std::string words = joined(words_of(text));
  return words == "mean" || words == "total" || words == "sum" || words == "median" ||
         words == "total mean";
}

class GridReader {
 public:
  GridReader(const Grid& grid, const Cells& cells, HeadingRow headings)
      : cells_(cells), headings_(std::move(headings)) {
    table_.kind = grid.kind;
    table_.title =
        grid.title + (grid.title.empty() || headings_.group.empty() ? "" : ", ") + headings_.group;
    table_.line = grid.line;
    table_.not_read = grid.not_read;
    if (is_cells_csv(cells.at(headings_.at))) {
      table_.tool = Tool::suite;
      table_.kind = "this suite's cells.csv";
    }
  }

  Table read() {
    first_ = headings_.at + 1;
    take_unit_row();
    take_columns();
    settle_sign();
    for (std::size_t at = first_; at < cells_.size(); ++at) {
      read_row(cells_[at]);
    }
    settle_units(table_);
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
        const auto parts = split_number(cells_[y][x].text);
        if (meaning && parts && is_figure(meaning->field)) {
          evidence.add(parts->number, is_whole(*meaning, unit_of_cell(parts->rest)));
        }
      }
    }
    table_.decimal_sign = evidence.sign();
  }

  static bool is_whole(const Meaning& meaning, const CellUnit& cell) {
    const Dimension dimension = facts_of(meaning.field).dimension;
    const int kilo = cell.unit ? cell.unit->kilo : meaning.unit ? meaning.unit->kilo : 0;
    return dimension == Dimension::count || (dimension == Dimension::octets && kilo == 0);
  }

  void read_row(const std::vector<Cell>& cells) {
    if (is_empty(cells) || is_heading_again(cells)) {
      return;
    }
    const std::size_t line = line_of(cells);
    if (cells.size() != headings_.meanings.size()) {
      leave_out(line, fmt::format("a row of {} cells, the heading has {}", cells.size(),
                                  headings_.meanings.size()));
      return;
    }
    if (is_of_several_rows(cells)) {
      leave_out(line, "a row of means or sums");
      return;
    }
    Row row;
    row.index = table_.rows.size() + 1;
    row.line = line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (headings_.meanings[i] && !read_cell(cells[i], *headings_.meanings[i], row)) {
        leave_out(line, fmt::format("'{}' is no {}", shown(cells[i].text),
                                    facts_of(headings_.meanings[i]->field).name));
        if (headings_.meanings[i]->field == Field::concurrency) {
          return;  // not a level: another heading, a remark, a mean
        }
      }
    }
    if (std::ranges::any_of(row.figures, [](const auto& figure) {
          return is_figure(figure.first) && figure.first != Field::concurrency;
        })) {
      table_.rows.push_back(std::move(row));
    }
  }

  // A mean or a sum of other rows: its figures are of no run.
  bool is_of_several_rows(const std::vector<Cell>& cells) const {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!cells_[headings_.at][i].text.empty() && names_several_rows(cells[i].text)) {
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

  // False where the cell holds something that is no such figure; an empty one is none.
  bool read_cell(const Cell& cell, const Meaning& meaning, Row& row) const {
    if (meaning.field == Field::label) {
      row.label = shown(cell.text);
      return true;
    }
    if (cell.text.empty() || cell.text == "-" || cell.text == "n/a" || cell.text == "N/A") {
      return true;
    }
    const auto parts = split_number(cell.text);
    const auto number = parts ? parse_number(parts->number, table_.decimal_sign) : std::nullopt;
    const CellUnit unit = parts ? unit_of_cell(parts->rest) : CellUnit{};
    if (!number || !unit.is_known) {
      return meaning.field == Field::number;  // rows may be numbered in any way
    }
    const auto figure = figure_of(*number, meaning, unit);
    if (!figure) {
      return false;
    }
    Figure& taken = row.figures[meaning.field] = *figure;
    taken.text = parts->number;
    taken.place = cell.place;
    taken.spanned = cell.spanned;
    return true;
  }

  // Nothing where the cell's unit measures something else.
  static std::optional<Figure> figure_of(const Number& number, const Meaning& meaning,
                                         const CellUnit& cell) {
    const FieldFacts& facts = facts_of(meaning.field);
    std::optional<Unit> unit = cell.unit ? cell.unit : meaning.unit;
    if (unit && unit->dimension != facts.dimension && facts.dimension != Dimension::text) {
      return std::nullopt;
    }
    if (!unit && !facts.unit.empty()) {
      unit = unit_of(words_of(facts.unit));
    }
    Figure figure;
    const double factor = unit ? unit->factor : 1;
    const bool counted = facts.dimension == Dimension::count ||
                         (facts.dimension == Dimension::octets && factor == 1);
    figure.value = number.value * factor;
    figure.step = counted && number.step == 1 ? 0 : number.step * factor;
    figure.digits = number.digits;
    figure.kilo = unit ? unit->kilo : 0;
    figure.unit = unit ? unit->name : "";
    figure.unit_is_given = cell.unit.has_value();
    return figure;
  }

  const Cells& cells_;
  HeadingRow headings_;
  Table table_;
  std::size_t first_ = 0;
};

// How often each field stands in a row of headings. ab itself has two times per request.
std::map<Field, std::size_t> repeats_of(const HeadingRow& headings) {
  std::map<Field, std::size_t> repeats;
  for (const auto& meaning : headings.meanings) {
    if (meaning && is_figure(meaning->field)) {
      ++repeats[meaning->field];
    }
  }
  return repeats;
}

std::size_t groups_in(const std::map<Field, std::size_t>& repeats) {
  std::size_t most = 1;
  for (const auto& [field, times] : repeats) {
    most = field == Field::time_per_request ? most : std::max(most, times);
  }
  return most;
}

// What stands above a column: the cell over it, or the one that spans it.
std::string above(const Cells& cells, std::size_t row, std::size_t column) {
  if (row == 0 || column >= cells[row - 1].size()) {
    return "";
  }
  while (column > 0 && cells[row - 1][column].text.empty()) {
    --column;
  }
  return shown(cells[row - 1][column].text);
}

// The n-th time that a heading stands is of the n-th group, whichever way the groups are laid out.
std::vector<HeadingRow> groups_of(const HeadingRow& headings, const Cells& cells) {
  const std::map<Field, std::size_t> repeats = repeats_of(headings);
  const std::size_t count = groups_in(repeats);
  std::vector<HeadingRow> groups(count, headings);
  std::map<Field, std::size_t> seen;
  for (std::size_t i = 0; i < headings.meanings.size() && count > 1; ++i) {
    const auto& meaning = headings.meanings[i];
    if (!meaning || !is_figure(meaning->field) || repeats.at(meaning->field) != count) {
      continue;
    }
    const std::size_t own = seen[meaning->field]++;
    groups[own].group =
        groups[own].group.empty() ? above(cells, headings.at, i) : groups[own].group;
    for (std::size_t other = 0; other < count; ++other) {
      if (other != own) {
        groups[other].meanings[i].reset();
        groups[other].of_other_group[i] = true;
      }
    }
  }
  return groups;
}

std::string headings_of(const Cells& cells) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(cells.front().size(), 6); ++i) {
    text += (i == 0 ? "" : ", ") + shown(cells.front()[i].text);
  }
  return text;
}

// Headings at the left: the table turned over. Records of one name below each other are no
// headings.
std::optional<HeadingRow> heading_column(Cells& cells) {
  if (cells.size() * most_columns >= most_cells) {
    return std::nullopt;
  }
  cells = transposed(cells);
  std::erase_if(cells, is_empty);  // columns that hold nothing but what others span
  auto headings = heading_row(cells);
  return headings && groups_in(repeats_of(*headings)) == 1 ? headings : std::nullopt;
}

}  // namespace

GridReading read_grid(Grid grid) {
  std::erase_if(grid.cells, is_empty);
  if (grid.cells.empty()) {
    return {{}, "it is empty"};
  }
  Cells cells = std::move(grid.cells);
  const std::string first_row = headings_of(cells);
  auto headings = heading_row(cells);
  headings = headings ? headings : heading_column(cells);
  if (!headings) {
    return {{}, fmt::format("no row of headings of a load test ({})", first_row)};
  }
  GridReading reading{{}, "it has no row of figures"};
  for (const HeadingRow& group : groups_of(*headings, cells)) {
    Table table = GridReader(grid, cells, group).read();
    if (!table.rows.empty()) {
      reading.tables.push_back(std::move(table));
    } else if (!table.not_read.empty()) {
      reading.why_not = "it has no whole row (" + table.not_read.front() + ")";
    }
  }
  return reading;
}

}  // namespace tiga::audit
