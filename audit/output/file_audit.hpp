// A file with what the rules found in it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audit/rules/rules.hpp"
#include "audit/table.hpp"

namespace tiga::audit::output {

/// Counts of what was read and found.
struct Totals {
  std::size_t files = 0;  ///< in which a table was understood
  std::size_t tables = 0;
  std::size_t rows = 0;
  std::size_t errors = 0;
  std::size_t notes = 0;

  Totals& operator+=(const Totals& other);
};

/// What was read from a file and found in it, or why nothing was.
struct FileAudit {
  AuditedFile file;
  std::vector<std::vector<rules::RuleFindings>> findings;  ///< of each table of the file
  std::string problem;  ///< why nothing was read; empty: something was
  bool is_text = true;  ///< false: it could not be opened, or is no text
  Totals totals;        ///< of this file
};

/// Applies the rules to each table. A file without tables has a `problem` that names the tool that
/// it seems to be of, and every table that was not understood.
FileAudit audit_of(AuditedFile file);

/// A file that could not be opened or is no text.
FileAudit audit_of_unreadable(std::string name, std::string problem);

/// The tools that counted, separated by commas; for tables of an unknown tool their format.
std::string tools_of(const FileAudit& one);

/// The names of the rules that found something, errors first, each once.
std::vector<std::string_view> rules_of(const FileAudit& one);

/// The worst first: by errors, then those of which nothing was read, then by notes, then by name.
std::vector<const FileAudit*> worst_first(const std::vector<FileAudit>& files);

}  // namespace tiga::audit::output
