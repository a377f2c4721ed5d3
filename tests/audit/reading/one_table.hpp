// What tests of readers look at: the one table of a text, its figures, the errors that it has.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "audit/reading/reader.hpp"
#include "audit/rules/rules.hpp"

namespace tiga::audit::reading {

/// Fails, and gives an empty one, if the text has none or several.
inline AuditedTable only_table(const std::string& text) {
  const AuditedFile file = read_tables("file", text);
  EXPECT_EQ(file.tables.size(), 1U) << text;
  return file.tables.empty() ? AuditedTable{} : file.tables.front();
}

/// A field's figure in each row, to nine decimals; -1 where there is none.
inline std::vector<double> figures_of(const AuditedTable& table, Field field) {
  std::vector<double> all;
  all.reserve(table.rows.size());
  for (const Row& row : table.rows) {
    const Figure* figure = row.find(field);
    all.push_back(figure == nullptr ? -1 : std::round(figure->value * 1e9) / 1e9);
  }
  return all;
}

/// The rules that find an error in it.
inline std::vector<std::string> error_names(const AuditedTable& table) {
  std::vector<std::string> names;
  for (const rules::RuleFindings& findings : rules::audit(table)) {
    if (findings.rule->severity == rules::Severity::error) {
      names.emplace_back(findings.rule->name);
    }
  }
  return names;
}

}  // namespace tiga::audit::reading
