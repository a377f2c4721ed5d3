#include "tests/office/sheet.hpp"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>
#include <stdexcept>
#include <string_view>

#include "common/files.hpp"
#include "common/numbers.hpp"

namespace tiga::tests {
namespace {

using Xml = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

std::string_view name_of(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE ? reinterpret_cast<const char*>(node->name) : "";
}

// Attributes are looked up without their namespace: where two have the name, they say the same.
std::string attribute_of(xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
  xmlFree(value);
  return text;
}

std::size_t repeated(xmlNode* node, const char* name) {
  return common::to_number<std::size_t>(attribute_of(node, name)).value_or(1);
}

std::string text_of(xmlNode* node) {
  xmlChar* content = xmlNodeGetContent(node);
  std::string text = content == nullptr ? "" : reinterpret_cast<const char*>(content);
  xmlFree(content);
  return text;
}

xmlNode* find_table(xmlNode* node) {
  for (; node != nullptr; node = node->next) {
    if (name_of(node) == "table") {
      return node;
    }
    if (xmlNode* found = find_table(node->children)) {
      return found;
    }
  }
  return nullptr;
}

SheetCell read_cell(xmlNode* node) {
  SheetCell cell{.type = attribute_of(node, "value-type")};
  if (cell.type == "float") {
    cell.number = common::to_number<double>(attribute_of(node, "value"));
  }
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (name_of(child) == "p") {
      cell.text += text_of(child);
    }
  }
  return cell;
}

std::vector<SheetCell> read_row(xmlNode* row) {
  std::vector<SheetCell> cells;
  for (xmlNode* node = row->children; node != nullptr; node = node->next) {
    if (name_of(node) == "table-cell") {
      const SheetCell cell = read_cell(node);
      // The rest of a row, up to the last column that a sheet can have, is one repeated cell.
      const std::size_t times = repeated(node, "number-columns-repeated");
      cells.insert(cells.end(), times < 1000 ? times : 1, cell);
    }
  }
  while (!cells.empty() && cells.back().type.empty()) {
    cells.pop_back();
  }
  return cells;
}

}  // namespace

std::vector<std::vector<SheetCell>> read_sheet(const std::filesystem::path& file) {
  const std::string content = common::read_file(file);
  const Xml xml(xmlReadMemory(content.data(), static_cast<int>(content.size()), nullptr, nullptr,
                              XML_PARSE_NONET | XML_PARSE_HUGE),
                xmlFreeDoc);
  xmlNode* table = xml ? find_table(xmlDocGetRootElement(xml.get())) : nullptr;
  if (table == nullptr) {
    throw std::runtime_error("no sheet in " + file.string());
  }
  std::vector<std::vector<SheetCell>> rows;
  for (xmlNode* node = table->children; node != nullptr; node = node->next) {
    if (name_of(node) == "table-row") {
      const std::vector<SheetCell> row = read_row(node);
      const std::size_t times = row.empty() ? 0 : repeated(node, "number-rows-repeated");
      rows.insert(rows.end(), times, row);
    }
  }
  return rows;
}

}  // namespace tiga::tests
