#include <string>

#include "audit/output/page.hpp"
#include "audit/output/summary.hpp"
#include "audit/reading/reader.hpp"
#include "common/error.hpp"
#include "fuzz/targets.hpp"

namespace tiga::fuzz {
namespace {

void check_findings(const audit::output::FileAudit& one) {
  require(one.findings.size() == one.file.tables.size(), "each table was checked");
  for (std::size_t i = 0; i < one.findings.size(); ++i) {
    const std::size_t rows = one.file.tables[i].rows.size();
    require(rows > 0, "a table has rows");
    for (const audit::rules::RuleFindings& findings : one.findings[i]) {
      require(!findings.of_rows.empty(), "a rule that found something has findings");
      for (const audit::rules::Finding& finding : findings.of_rows) {
        require(finding.row == audit::rules::Finding::whole_table || finding.row < rows,
                "a finding is of a row");
        require(!finding.figures.empty(), "a finding has figures");
      }
    }
  }
}

}  // namespace

void audit_reader(std::string_view input) {
  using suite::text::Language;
  audit::output::FileAudit one;
  try {
    one = audit::output::audit_of(audit::reading::read_tables("fuzzed", input));
  } catch (const common::CannotRun&) {
    return;
  }
  require(one.problem.empty() != one.file.tables.empty(), "tables, or why there are none");
  check_findings(one);
  require(!audit::output::page_of(one).empty(), "a page has text");
  std::vector<audit::output::FileAudit> files;
  files.push_back(std::move(one));
  require(!audit::output::summary_table(files, Language::english).empty(), "a line for each file");
  require(!audit::output::summary_csv(files).empty(), "a row for each file");
  require(!audit::output::summary_json(files, Language::english).empty(), "an object");
}

}  // namespace tiga::fuzz
