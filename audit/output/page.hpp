// What `tiga audit` prints.
#pragma once

#include <string>
#include <vector>

#include "audit/rules/rules.hpp"
#include "audit/table.hpp"

namespace tiga::audit::output {

/// How much was read and found.
struct Totals {
  std::size_t files = 0;
  std::size_t tables = 0;
  std::size_t rows = 0;
  std::size_t errors = 0;
  std::size_t notes = 0;
};

/// What was understood of a file, and what does not add up in it; adds to `totals`.
std::string page_of(const AuditedFile& file, Totals& totals);

/// The last line: "3 files, 3 tables, 15 rows: 9 errors, 4 notes".
std::string summary_of(const Totals& totals);

}  // namespace tiga::audit::output
