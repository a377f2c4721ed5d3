// The output of `tiga audit` on a terminal.
#pragma once

#include <string>

#include "audit/output/file_audit.hpp"
#include "suite/text/language.hpp"

namespace tiga::audit::output {

/// The tables that were read from a file and the findings in them.
std::string page_of(const FileAudit& one,
                    suite::text::Language language = suite::text::Language::english);

/// The last line: "3 files, 3 tables, 15 rows: 9 errors, 4 notes".
std::string summary_of(const Totals& totals,
                       suite::text::Language language = suite::text::Language::english);

}  // namespace tiga::audit::output
