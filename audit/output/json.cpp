#include <nlohmann/json.hpp>

#include "audit/output/summary.hpp"

namespace tiga::audit::output {
namespace {

using Json = nlohmann::ordered_json;
using suite::text::Language;

Json finding_json(const AuditedTable& table, const rules::Rule& rule, const rules::Finding& finding,
                  Language language) {
  const bool whole = finding.row == rules::Finding::whole_table;
  const std::size_t line = whole ? table.line : table.rows[finding.row].line;
  return {{"severity", rule.severity == rules::Severity::error ? "error" : "note"},
          {"rule", rule.name},
          {"row", whole ? Json() : Json(table.rows[finding.row].index)},
          {"line", line == 0 ? Json() : Json(line)},
          {"figures", finding.figures.in(language)},
          {"meaning", suite::text::tr(language, rule.meaning)}};
}

Json table_json(const AuditedTable& table, const std::vector<rules::RuleFindings>& found,
                Language language) {
  Json columns = Json::array();
  for (const Column& column : table.columns) {
    columns.push_back({{"heading", column.heading},
                       {"meaning", facts_of(column.field).name},
                       {"unit", column.unit},
                       {"unit_is_given", column.unit_is_given}});
  }
  Json findings = Json::array();
  for (const rules::RuleFindings& of_rule : found) {
    for (const rules::Finding& finding : of_rule.of_rows) {
      findings.push_back(finding_json(table, *of_rule.rule, finding, language));
    }
  }
  const std::string tool(facts_of(table.tool).name);
  return {{"kind", table.kind},
          {"title", table.title},
          {"line", table.line == 0 ? Json() : Json(table.line)},
          {"tool", tool.empty() ? Json() : Json(tool)},
          {"runs", table.rows.size()},
          {"columns", columns},
          {"not_used", table.not_used},
          {"not_read", table.not_read},
          {"findings", findings}};
}

Json totals_json(const Totals& totals) {
  return {{"files", totals.files},
          {"tables", totals.tables},
          {"runs", totals.rows},
          {"errors", totals.errors},
          {"notes", totals.notes}};
}

Json file_json(const FileAudit& one, Language language) {
  const std::string seems(facts_of(one.file.seems_from).name);
  Json tables = Json::array();
  for (std::size_t i = 0; i < one.file.tables.size(); ++i) {
    tables.push_back(table_json(one.file.tables[i], one.findings[i], language));
  }
  return {{"file", one.file.name},
          {"problem", one.problem.empty() ? Json() : Json(one.problem)},
          {"seems_from", seems.empty() ? Json() : Json(seems)},
          {"totals", totals_json(one.totals)},
          {"tables", tables},
          {"not_understood", one.file.not_understood}};
}

}  // namespace

std::string summary_json(const std::vector<FileAudit>& files, Language language) {
  Json list = Json::array();
  Totals totals;
  for (const FileAudit* one : worst_first(files)) {
    list.push_back(file_json(*one, language));
    totals += one->totals;
  }
  const Json all = {{"files", list}, {"totals", totals_json(totals)}};
  // Texts come from the files: what is no UTF-8 becomes U+FFFD.
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace tiga::audit::output
