// Lines of the file in the place of those of a text that was taken out of it.
#include <charconv>
#include <string>

#include "audit/reading/readers.hpp"

namespace tiga::audit::reading {
namespace {

// "line 5: why" with the line of the file.
void locate_note(std::string& note, const markup::Extract& extract) {
  constexpr std::string_view begin = "line ";
  if (!note.starts_with(begin)) {
    return;
  }
  std::size_t line = 0;
  const char* const first = note.data() + begin.size();
  const auto [end, error] = std::from_chars(first, note.data() + note.size(), line);
  if (error == std::errc{}) {
    note.replace(begin.size(), static_cast<std::size_t>(end - first),
                 std::to_string(extract.line_of_file(line)));
  }
}

}  // namespace

void locate(Grid& grid, const markup::Extract& extract) {
  grid.line = extract.line_of_file(grid.line);
  for (auto& row : grid.cells) {
    for (Cell& cell : row) {
      cell.place.line = extract.line_of_file(cell.place.line);
    }
  }
  for (std::string& note : grid.not_read) {
    locate_note(note, extract);
  }
}

void locate(AuditedTable& table, const markup::Extract& extract) {
  table.line = extract.line_of_file(table.line);
  for (Row& row : table.rows) {
    row.line = extract.line_of_file(row.line);
    row.last_line = extract.line_of_file(row.last_line);
    for (auto& [field, figure] : row.figures) {
      figure.place.line = extract.line_of_file(figure.place.line);
    }
  }
  for (std::string& note : table.not_read) {
    locate_note(note, extract);
  }
}

}  // namespace tiga::audit::reading
