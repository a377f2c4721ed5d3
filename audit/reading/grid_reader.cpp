#include <fmt/format.h>

#include <algorithm>

#include "audit/reading/grid.hpp"
#include "audit/reading/grid_headings.hpp"
#include "audit/reading/grid_rows.hpp"
#include "audit/reading/text.hpp"

namespace tiga::audit::reading {
namespace {

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
  auto headings = heading_row(cells);
  headings = headings ? headings : heading_column(cells);
  if (!headings) {
    return {{}, fmt::format("no row of headings of a load test ({})", first_row)};
  }
  GridReading reading{{}, "it has no row of figures"};
  for (const HeadingRow& group : groups_of(*headings, cells)) {
    AuditedTable table = read_rows(grid, cells, group);
    if (!table.rows.empty()) {
      reading.tables.push_back(std::move(table));
    } else if (!table.not_read.empty()) {
      reading.why_not = "it has no whole row (" + table.not_read.front() + ")";
    }
  }
  return reading;
}

}  // namespace tiga::audit::reading
