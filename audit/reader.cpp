#include "audit/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "audit/readers.hpp"
#include "common/error.hpp"

namespace tiga::audit {
namespace {

constexpr std::size_t most_octets = 16 * 1024 * 1024;

void check(const std::string& file, std::string_view text) {
  if (text.empty()) {
    throw common::CannotRun(file + ": the file is empty");
  }
  if (text.size() > most_octets) {
    throw common::CannotRun(file + ": more than 16 MiB; give the part that has the tables");
  }
  if (text.find('\0') != std::string_view::npos) {
    throw common::CannotRun(file + ": not a text in UTF-8 (it has a NUL octet); save it as UTF-8");
  }
}

bool has_tag(std::string_view text, std::string_view tag) {
  const auto same_letter = [](char letter, char lower_case) {
    return (letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter) == lower_case;
  };
  return std::search(text.begin(), text.end(), tag.begin(), tag.end(), same_letter) != text.end();
}

void take_grids(std::vector<Grid> grids, Document& document) {
  for (Grid& grid : grids) {
    const std::string name =
        fmt::format("{} table{}", grid.kind,
                    grid.line > 0 ? fmt::format(" at line {}", grid.line) : std::string());
    GridReading reading = read_grid(std::move(grid));
    if (!reading.tables.empty()) {
      std::ranges::move(reading.tables, std::back_inserter(document.tables));
    } else {
      document.not_understood.push_back(name + ": " + reading.why_not);
    }
  }
}

void take_tables(std::vector<Table> tables, Document& document) {
  for (Table& table : tables) {
    if (table.rows.empty()) {
      document.not_understood.push_back(table.kind + ": " + table.not_read.front());
    } else {
      document.tables.push_back(std::move(table));
    }
  }
}

}  // namespace

Document read_document(std::string file, std::string_view text) {
  check(file, text);
  if (text.starts_with("\xEF\xBB\xBF")) {  // the byte order mark that Windows writes
    text.remove_prefix(3);
  }
  Document document;
  document.file = std::move(file);
  take_tables(read_ab_reports(text), document);
  if (has_tag(text, "<table")) {
    take_grids(read_html(text), document);
  }
  take_grids(read_markdown(text), document);
  if (document.tables.empty() && document.not_understood.empty()) {
    take_grids(read_csv(text), document);
  }
  return document;
}

}  // namespace tiga::audit
