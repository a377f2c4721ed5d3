// The tables of docs/loadgen.md, for tests that hold them against the code.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "common/files.hpp"

namespace tiga::tests {

/// The rows of the table under "## `section`", without its head.
inline std::vector<std::string> rows_of_page(const std::string& section) {
  std::istringstream page(common::read_file(std::string(TIGA_SOURCE_DIR) + "/docs/loadgen.md"));
  std::vector<std::string> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    inside = line.starts_with("## ") ? line == "## " + section : inside;
    if (inside && line.starts_with("| `")) {
      rows.push_back(line);
    }
  }
  return rows;
}

/// What stands between backticks in the first cell of `row`.
inline std::vector<std::string> names_in_first_cell(const std::string& row) {
  std::istringstream cell(row.substr(0, row.find(" | ")));
  std::vector<std::string> names;
  std::string part;
  for (bool name = false; std::getline(cell, part, '`'); name = !name) {
    if (name) {
      names.push_back(part);
    }
  }
  return names;
}

}  // namespace tiga::tests
