#include "audit/reading/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "audit/reading/readers.hpp"
#include "common/error.hpp"
#include "common/text.hpp"

namespace tiga::audit::reading {
namespace {

constexpr std::size_t most_bytes = 16 * 1024 * 1024;

void check(const std::string& file, std::string_view text) {
  if (text.empty()) {
    throw common::CannotRun(file + ": the file is empty");
  }
  if (text.size() > most_bytes) {
    throw common::CannotRun(file + ": more than 16 MiB; give the part that has the tables");
  }
  if (text.find('\0') != std::string_view::npos) {
    throw common::CannotRun(file + ": not a text in UTF-8 (it has a NUL byte); save it as UTF-8");
  }
}

void take_grids(std::vector<Grid> grids, AuditedFile& read) {
  for (Grid& grid : grids) {
    const std::string name =
        fmt::format("{} table{}", grid.kind,
                    grid.line > 0 ? fmt::format(" at line {}", grid.line) : std::string());
    GridReading reading = read_grid(std::move(grid));
    if (!reading.tables.empty()) {
      std::ranges::move(reading.tables, std::back_inserter(read.tables));
    } else {
      read.not_understood.push_back(name + ": " + reading.why_not);
    }
  }
}

void take_tables(std::vector<AuditedTable> tables, AuditedFile& read) {
  for (AuditedTable& table : tables) {
    if (table.rows.empty()) {
      read.not_understood.push_back(table.kind + ": " + table.not_read.front());
    } else {
      read.tables.push_back(std::move(table));
    }
  }
}

}  // namespace

AuditedFile read_tables(std::string file, std::string_view text) {
  check(file, text);
  if (text.starts_with("\xEF\xBB\xBF")) {  // the byte order mark that Windows writes
    text.remove_prefix(3);
  }
  AuditedFile read;
  read.name = std::move(file);
  take_tables(read_reports(text), read);
  if (common::lower_case(text).find("<table") != std::string::npos) {
    take_grids(read_html(text), read);
  }
  take_grids(read_markdown(text), read);
  if (read.tables.empty() && read.not_understood.empty()) {
    take_grids(read_csv(text), read);
  }
  return read;
}

}  // namespace tiga::audit::reading
