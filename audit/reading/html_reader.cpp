#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>

#include "audit/markup/text.hpp"
#include "audit/reading/readers.hpp"

namespace tiga::audit::reading {
namespace {

using markup::plain;
using markup::trimmed;

using Node = const xmlNode*;

// libxml2 counts lines only up to this number.
constexpr std::size_t last_line_known = 65'534;

std::string_view name_of(Node node) {
  return node->type == XML_ELEMENT_NODE ? reinterpret_cast<const char*>(node->name) : "";
}

std::size_t line_of(Node node) {
  const long line = xmlGetLineNo(node);
  const auto number = static_cast<std::size_t>(std::max(line, 0L));
  return number > last_line_known ? 0 : number;
}

// The next node below `root` in document order; that of `node`'s children comes first if `enter`.
Node next_below(Node root, Node node, bool enter) {
  if (enter && node->children != nullptr) {
    return node->children;
  }
  while (node != root && node->next == nullptr) {
    node = node->parent;
  }
  return node == root ? nullptr : node->next;
}

void append_text(Node node, std::string& text) {
  if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
      node->content != nullptr) {
    text += reinterpret_cast<const char*>(node->content);
  } else if (name_of(node) == "br" || name_of(node) == "p" || name_of(node) == "div") {
    text += '\n';
  }
}

// Nested tables, scripts and styles do not belong to the text of a cell.
std::string text_of(Node root) {
  std::string text;
  for (Node node = next_below(root, root, true); node != nullptr;) {
    const std::string_view name = name_of(node);
    const bool is_text =
        name != "table" && name != "script" && name != "style" && node->type != XML_COMMENT_NODE;
    if (is_text) {
      append_text(node, text);
    }
    node = next_below(root, node, is_text && node->type == XML_ELEMENT_NODE);
  }
  return text;
}

// Elements of these names below `root`, but not those within nested tables, nor within each other.
std::vector<Node> elements_below(Node root, const std::vector<std::string_view>& names) {
  std::vector<Node> found;
  for (Node node = next_below(root, root, true); node != nullptr;) {
    const std::string_view name = name_of(node);
    const bool is_one = !name.empty() && std::ranges::find(names, name) != names.end();
    if (is_one) {
      found.push_back(node);
    }
    node = next_below(root, node, !is_one && name != "table" && node->type == XML_ELEMENT_NODE);
  }
  return found;
}

// colspan or rowspan; 1 if it is missing or not a number. 0 rows: all remaining rows.
std::size_t span_of(Node cell, const char* attribute) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
      xmlGetNoNsProp(cell, reinterpret_cast<const xmlChar*>(attribute)), xmlFree);
  const std::string_view text =
      trimmed(value ? reinterpret_cast<const char*>(value.get()) : std::string_view());
  std::size_t span = 1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), span);
  return error != std::errc{} ? 1 : span == 0 ? most_cells : span;
}

// Lays out a table's rows as HTML does (HTML Living Standard, section 4.9.12, forming a table).
class TableLayout {
 public:
  void add_row(const std::vector<Node>& nodes) {
    std::vector<Cell> cells;
    for (const Node cell : nodes) {
      take_from_above(cells);
      add_cell(cell, cells);
    }
    take_from_above(cells);
    count_ += cells.size();
    grid.cells.push_back(std::move(cells));
  }
  bool is_too_large() const { return count_ > most_cells; }

  Grid grid;

 private:
  // A cell that extends down from a row above.
  struct Reaching {
    Cell cell;
    std::size_t rows_left = 0;
  };

  void take_from_above(std::vector<Cell>& cells) {
    for (auto above = reaching_.find(cells.size()); above != reaching_.end();
         above = reaching_.find(cells.size())) {
      cells.push_back(above->second.cell);
      if (--above->second.rows_left == 0) {
        reaching_.erase(above);
      }
    }
  }

  void add_cell(Node node, std::vector<Cell>& cells) {
    const std::size_t columns = std::min(span_of(node, "colspan"), most_columns);
    const std::size_t rows = span_of(node, "rowspan");
    Cell cell{plain(text_of(node)), {line_of(node), cells.size() + 1}, false};
    for (std::size_t i = 0; i < columns && cells.size() < most_columns; ++i) {
      cells.push_back(cell);
      cell.spanned = true;
      if (i > 0) {
        cells.back().text.clear();
      }
      if (rows > 1) {
        Cell below = cells.back();
        below.spanned = true;
        reaching_[cells.size() - 1] = {below, rows - 1};
      }
    }
  }

  std::map<std::size_t, Reaching> reaching_;
  std::size_t count_ = 0;
};

// The cells of each row. Cells without a row make one, as in browsers.
std::vector<std::vector<Node>> rows_of(Node table) {
  std::vector<std::vector<Node>> rows;
  Node section = nullptr;  // of the row that cells alone make
  for (const Node node : elements_below(table, {"tr", "td", "th"})) {
    if (name_of(node) == "tr") {
      rows.push_back(elements_below(node, {"td", "th"}));
      section = nullptr;
      continue;
    }
    if (node->parent != section) {
      rows.emplace_back();
      section = node->parent;
    }
    rows.back().push_back(node);
  }
  return rows;
}

Grid grid_of(Node table, const std::string& title) {
  TableLayout layout;
  layout.grid.kind = "HTML";
  layout.grid.line = line_of(table);
  const auto captions = elements_below(table, {"caption"});
  layout.grid.title = captions.empty() ? title : plain(text_of(captions.front()));
  for (const std::vector<Node>& row : rows_of(table)) {
    layout.add_row(row);
    if (layout.is_too_large()) {
      layout.grid.not_read.emplace_back("the table is too large; its end was not read");
      break;
    }
  }
  return std::move(layout.grid);
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

}  // namespace

std::vector<Grid> read_html(std::string_view text) {
  std::vector<Grid> tables;
  const std::string whole(text);  // ended by a NUL byte
  const bool is_utf8 = xmlCheckUTF8(reinterpret_cast<const xmlChar*>(whole.c_str())) != 0;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      htmlReadMemory(
          text.data(), static_cast<int>(text.size()), nullptr, is_utf8 ? "UTF-8" : "ISO-8859-1",
          HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
      &xmlFreeDoc);
  const Node root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) {
    return tables;
  }
  std::string title;
  for (Node node = root; node != nullptr;
       node = next_below(root, node, node->type == XML_ELEMENT_NODE)) {
    const std::string_view name = name_of(node);
    if (name == "table") {
      tables.push_back(grid_of(node, title));
    } else if (is_heading(name)) {
      title = plain(text_of(node));
    }
  }
  return tables;
}

}  // namespace tiga::audit::reading
