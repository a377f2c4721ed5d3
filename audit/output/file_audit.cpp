#include "audit/output/file_audit.hpp"

#include <algorithm>
#include <tuple>

namespace tiga::audit::output {
namespace {

std::string why_nothing(const AuditedFile& file) {
  std::string why = "no report of a load generator and no table of load tests was understood";
  if (file.seems_from != Tool::unknown) {
    why += ", although it looks like output of " + std::string(facts_of(file.seems_from).name);
  }
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < std::min(most, file.not_understood.size()); ++i) {
    why += (i == 0 ? " (" : "; ") + file.not_understood[i];
  }
  if (file.not_understood.size() > most) {
    why += "; and " + std::to_string(file.not_understood.size() - most) + " more";
  }
  return why + (file.not_understood.empty() ? "" : ")");
}

}  // namespace

Totals& Totals::operator+=(const Totals& other) {
  files += other.files;
  tables += other.tables;
  rows += other.rows;
  errors += other.errors;
  notes += other.notes;
  return *this;
}

FileAudit audit_of(AuditedFile file) {
  FileAudit one;
  one.file = std::move(file);
  if (one.file.tables.empty()) {
    one.problem = why_nothing(one.file);
    return one;
  }
  one.totals.files = 1;
  for (const AuditedTable& table : one.file.tables) {
    ++one.totals.tables;
    one.totals.rows += table.rows.size();
    one.findings.push_back(rules::audit(table));
    for (const rules::RuleFindings& findings : one.findings.back()) {
      const bool is_error = findings.rule->severity == rules::Severity::error;
      (is_error ? one.totals.errors : one.totals.notes) += findings.of_rows.size();
    }
  }
  return one;
}

FileAudit audit_of_unreadable(std::string name, std::string problem) {
  FileAudit one;
  one.file.name = std::move(name);
  one.problem = std::move(problem);
  one.is_text = false;
  return one;
}

std::string tools_of(const FileAudit& one) {
  std::vector<std::string> seen;
  std::string tools;
  for (const AuditedTable& table : one.file.tables) {
    std::string tool(facts_of(table.tool).name);
    tool = tool.empty() ? table.kind : tool;
    if (std::ranges::find(seen, tool) == seen.end()) {
      tools += (seen.empty() ? "" : ", ") + tool;
      seen.push_back(tool);
    }
  }
  return tools;
}

std::vector<std::string_view> rules_of(const FileAudit& one) {
  std::vector<std::string_view> names;
  for (const rules::Rule& rule : rules::all_rules()) {
    for (const auto& of_table : one.findings) {
      const bool found =
          std::ranges::find(of_table, &rule, &rules::RuleFindings::rule) != of_table.end();
      if (found && (names.empty() || names.back() != rule.name)) {
        names.push_back(rule.name);
      }
    }
  }
  return names;
}

std::vector<const FileAudit*> worst_first(const std::vector<FileAudit>& files) {
  std::vector<const FileAudit*> sorted;
  sorted.reserve(files.size());
  for (const FileAudit& one : files) {
    sorted.push_back(&one);
  }
  const auto rank = [](const FileAudit* one) {
    // Sorted in ascending order, so what is worse is counted below 0.
    return std::tuple(-static_cast<double>(one->totals.errors), one->problem.empty(),
                      -static_cast<double>(one->totals.notes), one->file.name);
  };
  std::ranges::stable_sort(sorted, {}, rank);
  return sorted;
}

}  // namespace tiga::audit::output
