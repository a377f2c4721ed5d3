// All files of a run of `tiga audit`, a line each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/output/file_audit.hpp"
#include "suite/text/language.hpp"

namespace tiga::audit::output {

/// A table for the terminal: errors, notes, runs, tool, file and the rules that found something, or
/// why the file was not read. The worst first. Files without any table of load tests are listed
/// below it.
std::string summary_table(const std::vector<FileAudit>& files, suite::text::Language language);

/// The same as CSV: columns file, tool, runs, errors, notes, rules, not_read, problem.
std::string summary_csv(const std::vector<FileAudit>& files);

/// Everything as JSON: each file with its tables, what was understood and not, and its findings.
/// Texts are in that language; keys, rules and severities in English.
std::string summary_json(const std::vector<FileAudit>& files, suite::text::Language language);

/// Whether a file begins as summary_csv or summary_json writes it, or is empty: what was written by
/// an earlier run, and may be written again.
bool begins_as_summary(std::string_view text);

}  // namespace tiga::audit::output
