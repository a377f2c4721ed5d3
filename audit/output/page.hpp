// The output of `tiga audit`.
#pragma once

#include <string>
#include <vector>

#include "audit/rules/rules.hpp"
#include "audit/table.hpp"

namespace tiga::audit::output {

/// Counts of what was read and found.
struct Totals {
  std::size_t files = 0;
  std::size_t tables = 0;
  std::size_t rows = 0;
  std::size_t errors = 0;
  std::size_t notes = 0;
};

/// The tables that were read from a file and the findings in them; adds to `totals`.
std::string page_of(const AuditedFile& file, Totals& totals);

/// The last line: "3 files, 3 tables, 15 rows: 9 errors, 4 notes".
std::string summary_of(const Totals& totals);

}  // namespace tiga::audit::output
