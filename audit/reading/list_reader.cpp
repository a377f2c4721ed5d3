// Lists of labels and figures: "Requests/s: 5,200".
#include "audit/markup/text.hpp"
#include "audit/reading/readers.hpp"
#include "audit/reading/written.hpp"

namespace tiga::audit::reading {
namespace {

using markup::lines_of;
using markup::plain;
using markup::shown;
using markup::trimmed;

// The label and the figure of a line; no cells if it has none.
std::vector<std::string> label_and_figure(std::string_view line) {
  for (const std::string_view mark : {":", " = ", " \xE2\x80\x94 ", " \xE2\x80\x93 "}) {
    const std::size_t at = line.find(mark);
    if (at == std::string_view::npos || at == 0) {
      continue;
    }
    std::string label = plain(line.substr(0, at));
    std::string figure = plain(line.substr(at + mark.size()));
    const bool is_json = label.find_first_of("\"{}") != std::string::npos;
    if (!label.empty() && !is_json && written_cell(figure, Dimension::count)) {
      return {std::move(label), std::move(figure)};
    }
  }
  return {};
}

}  // namespace

std::vector<Grid> read_lists(std::string_view text) {
  std::vector<Grid> grids;
  Grid grid;
  std::string_view title;
  std::size_t number = 0;
  const auto end_list = [&] {
    if (grid.cells.size() > 1) {
      grids.push_back(std::move(grid));
    }
    grid = {};
  };
  for (const std::string_view line : lines_of(text)) {
    ++number;
    std::vector<std::string> cells = label_and_figure(line);
    if (cells.empty() || grid.cells.size() >= most_columns) {
      end_list();
      title = trimmed(line).empty() ? title : trimmed(line);
      continue;
    }
    if (grid.cells.empty()) {
      grid.kind = "list";
      grid.title = shown(title);
      grid.line = number;
    }
    grid.cells.push_back(
        {{std::move(cells[0]), {number, 1}, false}, {std::move(cells[1]), {number, 2}, false}});
  }
  end_list();
  return grids;
}

}  // namespace tiga::audit::reading
